package io.nightdesk.faq.rules;

import io.nightdesk.rest.Page;
import io.nightdesk.rest.PageRequest;
import io.nightdesk.rest.Role;
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
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Lists the tags of all rules. */
@Singleton
@Path("/api/v1/rules/tags")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.VIEWER)
public class RuleTagsResource {

    /** A tag of rules. */
    @RegisterForReflection
    @Schema(name = "RuleTag", description = "A tag, and how many rules have it.")
    record RuleTag(String tag, long rules) {}

    @Inject
    RuleTagsResource() {}

    @GET
    @Transactional
    @Operation(
            summary = "List the tags of all rules",
            description = "With the number of rules that have each. Sortable by tag and rules.")
    public Page<RuleTag> list(@BeanParam PageRequest paging) {
        PageRequest.Choice page = paging.checked(Map.of("tag", "tag", "rules", "rules"), "tag", "tag");
        List<RuleTag> tags = FaqRuleEntity.listTags(page.orderBy()).stream()
                .map(row -> new RuleTag((String) row[0], ((Number) row[1]).longValue()))
                .toList();
        return page.of(tags.stream().skip(page.offset()).limit(page.size()).toList(), tags.size());
    }
}
