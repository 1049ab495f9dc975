package io.nightdesk.rest;

import java.util.List;

/**
 * One page of a list.
 *
 * @param page the number of the page, from 0
 * @param size the maximum number of items on a page
 * @param total the number of items on all pages
 */
public record Page<T>(List<T> items, int page, int size, long total) {

    public Page {
        items = List.copyOf(items);
    }
}
