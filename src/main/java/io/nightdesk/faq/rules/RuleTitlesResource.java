package io.nightdesk.faq.rules;

import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.ProblemException;
import io.nightdesk.rest.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Gives the titles of rules by their keys, for clients that show results of other operations. */
@Singleton
@Path("/api/v1/rules/titles")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.VIEWER)
public class RuleTitlesResource {

    /** With keys of the greatest length, the address still has less than the 4096 characters that the server reads. */
    private static final int MAX_KEYS = 50;

    @Inject
    RuleTitlesResource() {}

    @GET
    @Transactional
    @Operation(
            summary = "Read the titles of some rules",
            description = "In the order of keys. A key without a rule is left out.")
    public List<RuleTitle> list(
            @QueryParam("key")
                    @Parameter(
                            description = "The key of a rule. Repeat it for several rules, at most 50.",
                            schema = @Schema(maxItems = MAX_KEYS))
                    List<String> keys) {
        if (keys.size() > MAX_KEYS) {
            throw ProblemException.invalid(
                    FieldError.of("key", "must be sent at most %s times", "最多可以有 %s 个", MAX_KEYS));
        }
        if (!keys.stream().allMatch(RuleValidator::isKey)) {
            throw ProblemException.invalid(
                    FieldError.of("key", "must be the key of a rule, such as refund-time", "必须是规则的标识，如 refund-time"));
        }
        return FaqRuleEntity.listTitles(keys);
    }
}
