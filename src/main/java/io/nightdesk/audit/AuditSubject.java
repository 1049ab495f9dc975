package io.nightdesk.audit;

import java.util.Optional;

/**
 * What an entry is about.
 *
 * @param name the key, number, uid, id or name of the thing; empty if there is none, or more than one. Never a text of a customer
 * @param customer the customer whom the entry is about. When the customer is erased, the entry loses both fields
 */
public record AuditSubject(String name, Optional<String> customer) {

    /** More than one thing, or none that has a name. */
    public static final AuditSubject NONE = of("");

    public static AuditSubject of(String name) {
        return new AuditSubject(name, Optional.empty());
    }

    public static AuditSubject of(long id) {
        return of(String.valueOf(id));
    }

    public static AuditSubject customer(String uid) {
        return new AuditSubject(uid, Optional.of(uid));
    }

    /** A thing that belongs to a customer, such as an order. */
    public static AuditSubject ofCustomer(String name, String uid) {
        return new AuditSubject(name, Optional.of(uid));
    }
}
