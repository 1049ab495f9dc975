package io.nightdesk.rest;

import java.util.List;

/**
 * Some of the items of a list.
 *
 * @param page from 0
 * @param size how many items a page has at most
 * @param total how many there are on all pages
 */
public record Page<T>(List<T> items, int page, int size, long total) {

    public Page {
        items = List.copyOf(items);
    }
}
