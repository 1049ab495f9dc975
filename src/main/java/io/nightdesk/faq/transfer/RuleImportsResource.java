package io.nightdesk.faq.transfer;

import io.nightdesk.rest.Admission;
import io.nightdesk.rest.AdmissionControl;
import io.nightdesk.rest.CostlyOperation;
import io.nightdesk.rest.Page;
import io.nightdesk.rest.PageRequest;
import io.nightdesk.rest.Role;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Lists earlier imports of rules, and undoes them. */
@Singleton
@Path("/api/v1/rules")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.EDITOR)
public class RuleImportsResource {

    private final RuleImporter importer;
    private final ImportProgress progress;
    private final AdmissionControl admissions;
    private final SecurityIdentity caller;

    @Inject
    RuleImportsResource(
            RuleImporter importer, ImportProgress progress, AdmissionControl admissions, SecurityIdentity caller) {
        this.importer = importer;
        this.progress = progress;
        this.admissions = admissions;
        this.caller = caller;
    }

    @GET
    @Path("import/history")
    @Transactional
    @Operation(summary = "List the imports that changed rules, newest first")
    public Page<ImportRecordView> history(@BeanParam PageRequest paging) {
        PageRequest.Choice choice = paging.checked(Map.of("id", "id"), "-id", "id");
        List<RuleImportEntity> imports = RuleImportEntity.all(choice.orderBy())
                .page(choice.page(), choice.size())
                .list();
        Map<Long, Long> undoneBy = new HashMap<>();
        RuleImportEntity.undoing(imports.stream().map(stored -> stored.id).toList())
                .forEach(undo -> undoneBy.put(undo.undoes, undo.id));
        return choice.of(
                imports.stream()
                        .map(stored -> ImportRecordView.of(stored, undoneBy.get(stored.id)))
                        .toList(),
                RuleImportEntity.count());
    }

    @POST
    @Path("import/{import}/undo")
    @Operation(
            summary = "Undo an import, or preview what that would do",
            description =
                    "Brings back the rules as they were before the import: deletes those that it added, and restores"
                            + " those that it changed or deleted. Rules that were changed after the import are conflicts, and so are"
                            + " states that have expired or would not be accepted today; problems names them. Other rules are not"
                            + " touched. An undo is an import, too, and can be undone.")
    @APIResponse(responseCode = "200", description = "The changes that were made or, without apply, would be made.")
    @APIResponse(
            responseCode = "409",
            description = "The import is undone already, or there are conflicts and skipConflicts is not true.")
    public ImportView undo(
            @PathParam("import") long id,
            @QueryParam("apply") @Parameter(description = "true to undo; false or absent for a preview.") @Nullable
                    Boolean apply,
            @QueryParam("skipConflicts")
                    @Parameter(description = "true to leave the rules with conflicts as they are.")
                    @Nullable
                    Boolean skipConflicts) {
        boolean applies = Boolean.TRUE.equals(apply);
        String author = caller.getPrincipal().getName();
        Admission admitted = admissions.enter(CostlyOperation.IMPORT);
        try (ImportProgress.Running running = progress.begin(author, applies)) {
            ImportPlan plan = applies
                    ? importer.undo(id, Boolean.TRUE.equals(skipConflicts), author, running)
                    : importer.previewUndo(id);
            running.complete();
            return ImportView.of(plan, applies);
        } finally {
            admitted.close();
        }
    }
}
