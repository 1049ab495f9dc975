package io.nightdesk.faq.rules;

import io.nightdesk.rest.Page;
import io.nightdesk.rest.PageRequest;
import io.nightdesk.rest.Role;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Lists deleted rules. */
@Singleton
@Path("/api/v1/rules/deleted")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.VIEWER)
public class DeletedRulesResource {

    /** A deleted rule and its last revision. */
    @RegisterForReflection
    @Schema(name = "RuleDeletion", description = "A deleted rule.")
    record RuleDeletion(
            @Schema(description = "The rule as it last was. Only the key if the rule was invalid and cannot be read.")
            RuleForm rule,

            @Schema(description = "The revision of the deletion. Restoring it creates the rule again.")
            long version,

            Instant deletedAt,

            @Schema(description = "The name of an account.") String deletedBy) {

        static RuleDeletion of(FaqRuleRevisionEntity revision) {
            return new RuleDeletion(revision.readableForm(), revision.version, revision.at, revision.by);
        }
    }

    @Inject
    DeletedRulesResource() {}

    @GET
    @Transactional
    @Operation(
            summary = "List deleted rules",
            description = "The last deleted first, as long as their revisions are kept. Restore the version to create"
                    + " the rule again. Sortable by deletedAt and key.")
    public Page<RuleDeletion> list(@BeanParam PageRequest paging) {
        PageRequest.Choice page = paging.checked(
                Map.of("deletedAt", "revision.at", "key", "revision.ruleKey"), "-deletedAt", "revision.ruleKey");
        PanacheQuery<FaqRuleRevisionEntity> found = FaqRuleRevisionEntity.findDeleted(page.orderBy());
        return page.of(
                found.page(page.page(), page.size()).stream()
                        .map(RuleDeletion::of)
                        .toList(),
                found.count());
    }
}
