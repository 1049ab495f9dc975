package io.nightdesk.rest;

/**
 * Lets a path take bodies above {@link BodyLimitFilter#USUAL}. The room that owns the path produces it as a singleton bean.
 *
 * @param path whole, {@code /api/v1/orders/bulk}
 */
public record BodyLimit(String path, long bytes) {}
