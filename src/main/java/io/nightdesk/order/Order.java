package io.nightdesk.order;

import java.time.Instant;
import java.util.Optional;

/**
 * One order of one customer.
 *
 * @param number as printed for the customer, upper case
 * @param carrier who delivers, once somebody does
 * @param tracking the carrier's number for the parcel
 */
public record Order(
        String number,
        String customerUid,
        OrderStatus status,
        Optional<String> carrier,
        Optional<String> tracking,
        Instant placedAt) {}
