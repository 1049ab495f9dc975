package io.nightdesk.rest;

/**
 * Allows a path larger bodies than {@link RequestBodyFilter#DEFAULT_LIMIT}. The package that serves the path produces it
 * as a singleton bean.
 *
 * @param path the whole path, such as {@code /api/v1/orders/bulk}
 */
public record BodyLimit(String path, long bytes) {}
