package io.nightdesk.security;

import io.nightdesk.rest.Role;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.util.Arrays;

/** The account that sent a request. */
record Caller(String name, Role role) {

    static Caller of(AccountEntity account) {
        return new Caller(account.name, account.role());
    }

    static Caller of(SecurityIdentity identity) {
        Role highest = Arrays.stream(Role.values())
                .filter(role -> identity.hasRole(role.text()))
                .reduce((lower, higher) -> higher)
                .orElseThrow();
        return new Caller(identity.getPrincipal().getName(), highest);
    }

    SecurityIdentity identity() {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(name))
                .addRoles(role.included())
                .build();
    }
}
