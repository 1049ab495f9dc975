package io.nightdesk.order;

import java.time.Instant;
import java.util.Optional;

/**
 * An order of one customer.
 *
 * @param number as printed for the customer, in upper case
 * @param carrier the company that delivers it; empty until it is known
 * @param tracking the carrier's tracking number; empty until it is known
 */
public record Order(
        String number,
        String customerUid,
        OrderStatus status,
        Optional<String> carrier,
        Optional<String> tracking,
        Instant placedAt) {}
