package io.nightdesk.faq.transfer;

import io.nightdesk.faq.rules.RuleForm;
import io.nightdesk.faq.rules.RulesResource;
import io.nightdesk.faq.transfer.RuleFileParser.Entry;
import io.nightdesk.faq.transfer.RuleFileParser.UnreadableFileException;
import io.nightdesk.rest.Admission;
import io.nightdesk.rest.AdmissionControl;
import io.nightdesk.rest.BodyLimit;
import io.nightdesk.rest.CostlyOperation;
import io.nightdesk.rest.Csv;
import io.nightdesk.rest.Download;
import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.ProblemException;
import io.nightdesk.rest.Role;
import io.nightdesk.rest.ValidatingJsonReader;
import io.nightdesk.rest.ValidatingJsonReader.ReadResult;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Imports and exports rules as JSON, and as CSV for spreadsheet programs. */
@Singleton
@Path("/api/v1/rules")
@RolesAllowed(Role.Name.EDITOR)
public class RuleFilesResource {

    private static final String IMPORT_PATH = "/api/v1/rules/import";
    private static final String CSV_SAMPLE = """
        key,title,keywords_all,keywords_any,zh,en
        refund-time,退款多久到账,退款,多久;几天;到账,退款会在 1 到 3 个工作日内原路退回。,Refunds take 1 to 3 working days.
        """;

    private static final String TSV_SAMPLE = "key\ttitle\texact\tzh\nopening-time\t营业时间\t几点上班\t早上 9 点。\n";

    /** A rule that has a value in most columns. */
    private static final RuleForm TEMPLATE = new RuleForm(
            "refund-time",
            "退款多久到账",
            true,
            0,
            new RuleForm.TriggersForm(
                    List.of("退款多久"),
                    List.of(
                            new RuleForm.KeywordsForm(List.of("退款"), List.of("多久", "几天", "到账"), List.of("换货")),
                            new RuleForm.KeywordsForm(List.of("refund"), List.of("long", "when"), null)),
                    List.of("退.{0,4}款"),
                    List.of("退款什么时候到账", "钱几天能退回来", "How long does a refund take?")),
            new RuleForm.AnswersForm(
                    List.of(new RuleForm.VariantForm(
                            "退款会在 1 到 3 个工作日内原路退回。", "Refunds take 1 to 3 working days.", null)),
                    null),
            null,
            null,
            List.of("售后"),
            "nothing");

    private final RuleImporter importer;
    private final RuleExport export;
    private final ImportProgress progress;
    private final AdmissionControl admissions;
    private final ValidatingJsonReader reading;
    private final SecurityIdentity caller;

    @Inject
    RuleFilesResource(
            RuleImporter importer,
            RuleExport export,
            ImportProgress progress,
            AdmissionControl admissions,
            ValidatingJsonReader reading,
            SecurityIdentity caller) {
        this.importer = importer;
        this.export = export;
        this.progress = progress;
        this.admissions = admissions;
        this.reading = reading;
        this.caller = caller;
    }

    @Produces
    @Singleton
    static BodyLimit importLimit() {
        return new BodyLimit(IMPORT_PATH, RuleFileParser.MAX_BYTES);
    }

    @POST
    @Path("import")
    @Consumes({
        MediaType.APPLICATION_JSON,
        Csv.MEDIA_TYPE,
        UploadedFile.TSV,
        UploadedFile.EXCEL,
        UploadedFile.WORKBOOK,
        MediaType.APPLICATION_OCTET_STREAM,
        MediaType.MULTIPART_FORM_DATA
    })
    @jakarta.ws.rs.Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Import rules, or preview what an import would do",
            description = "Adds the rules of the file, or replaces those with the same key. Other rules are kept"
                    + " unless deleteOthers is true. If one rule is invalid, nothing is imported. The file is a JSON array"
                    + " of rules, or CSV in the format of the export, in UTF-8 or GBK, or in UTF-16 with a byte order"
                    + " mark. Unless the media type says JSON or CSV, the content tells which it is. A form"
                    + " (multipart/form-data) must have one part, the file. Workbooks are refused. The file may have up to"
                    + " 16 MiB and 20000 rules of up to 1 MiB. A replica imports one file at a time; others wait, and get"
                    + " 503 if it takes long.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = RuleForm.class),
                        example = "[" + RulesResource.SAMPLE + "]"),
                @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING), example = CSV_SAMPLE),
                @Content(
                        mediaType = UploadedFile.TSV,
                        schema = @Schema(type = SchemaType.STRING),
                        example = TSV_SAMPLE),
                @Content(
                        mediaType = UploadedFile.EXCEL,
                        schema = @Schema(type = SchemaType.STRING),
                        example = CSV_SAMPLE),
                @Content(
                        mediaType = MediaType.APPLICATION_OCTET_STREAM,
                        schema = @Schema(type = SchemaType.STRING),
                        example = CSV_SAMPLE)
            })
    @APIResponse(
            responseCode = "200",
            description = "The changes that were made or, without apply, would be made.",
            content = @Content(schema = @Schema(implementation = ImportView.class)))
    public ImportView importRules(
            InputStream body,
            @QueryParam("map")
                    @Parameter(
                            description = "For CSV that names its columns otherwise: columns and their fields, like"
                                    + " 问题:examples,答案:zh. A backslash escapes a comma in a name. Several columns may have"
                                    + " one of the fields exact, examples, regexes, menu, scope and tags. Columns with the"
                                    + " field ignore are left out. Without a column for key or title, both are derived"
                                    + " from the first question of the line.",
                            example = "问题:examples,答案:zh")
                    List<String> map,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) @Nullable String type,
            @QueryParam("apply") @Parameter(description = "true to import; false or absent for a preview.") @Nullable
                    Boolean apply,
            @QueryParam("deleteOthers")
                    @Parameter(description = "true to delete the rules that are not in the file.")
                    @Nullable
                    Boolean deleteOthers)
            throws IOException {
        ColumnMapping mapping = ColumnMapping.parse(map);
        boolean deletesOthers = Boolean.TRUE.equals(deleteOthers);
        boolean applies = Boolean.TRUE.equals(apply);
        String author = caller.getPrincipal().getName();
        // The body is read only after the admission, so that one file at a time is in memory.
        Admission admitted = admissions.enter(CostlyOperation.IMPORT);
        try (ImportProgress.Running running = progress.begin(author, applies)) {
            RuleFile file = read(body, type, mapping);
            ImportPlan plan = applies
                    ? importer.apply(file, deletesOthers, author, running)
                    : importer.preview(file, deletesOthers);
            running.complete();
            return ImportView.of(plan, applies);
        } finally {
            admitted.close();
        }
    }

    @GET
    @Path("import")
    @jakarta.ws.rs.Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Read the progress of the running or the last import",
            description = "Of the replica that answers: with several replicas, ask again until it is the one that"
                    + " imports. Previews are included.")
    public ImportProgress.View importProgress() {
        return progress.view();
    }

    @GET
    @Path("export")
    @RolesAllowed(Role.Name.VIEWER)
    @jakarta.ws.rs.Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Export all rules as JSON", description = "The file can be imported again unchanged.")
    @APIResponse(
            responseCode = "200",
            description = "An array of rules.",
            headers = @Header(name = HttpHeaders.CONTENT_DISPOSITION, ref = HttpHeaders.CONTENT_DISPOSITION),
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = RuleForm.class)))
    public Response exportJson() {
        return Download.json((StreamingOutput) export::writeJson, "rules.json");
    }

    @GET
    @Path("export.csv")
    @RolesAllowed(Role.Name.VIEWER)
    @jakarta.ws.rs.Produces(Csv.MEDIA_TYPE)
    @Operation(
            summary = "Export all rules as CSV",
            description =
                    "One rule per line, for spreadsheet programs. The file can be imported again unchanged. A cell has"
                            + " one question, pattern or keyword trigger per line; the words of a trigger are separated by"
                            + " semicolons. A cell that a spreadsheet program would run as a formula begins with an"
                            + " apostrophe.")
    @APIResponse(
            responseCode = "200",
            description = "CSV in UTF-8 with a byte order mark.",
            content = @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
    public Response exportCsv() {
        return Download.csv((StreamingOutput) export::writeCsv, "rules.csv");
    }

    @GET
    @Path("template.csv")
    @RolesAllowed(Role.Name.VIEWER)
    @jakarta.ws.rs.Produces(Csv.MEDIA_TYPE)
    @Operation(
            summary = "Download a CSV template",
            description = "The template has one rule as an example of all columns.")
    @APIResponse(
            responseCode = "200",
            description = "CSV in UTF-8 with a byte order mark.",
            content = @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
    public Response template() {
        return Download.csv(RuleCsvWriter.write(List.of(TEMPLATE)), "rules-template.csv");
    }

    private RuleFile read(InputStream body, @Nullable String type, ColumnMapping mapping) throws IOException {
        RuleFile file = new RuleFile();
        try {
            UploadedFile upload = UploadedFile.of(body.readAllBytes(), MediaType.valueOf(type));
            if (upload.isCsv()) {
                RuleCsvReader.read(upload.text(), mapping, file::add);
            } else if (mapping.isEmpty()) {
                RuleFileParser.parseJson(upload.text(), this::bind, file::add);
            } else {
                throw ProblemException.invalid(FieldError.of("map", "is for CSV and not for JSON", "只用于 CSV，不用于 JSON"));
            }
            return file;
        } catch (UnreadableFileException e) {
            throw ProblemException.badRequest(e.reason());
        }
    }

    private Entry bind(byte[] rule, String place) {
        ReadResult read = reading.read(rule, RuleForm.class);
        if (read instanceof ReadResult.Valid valid) {
            return new Entry(place, Optional.of((RuleForm) valid.value()), List.of());
        }
        return new Entry(
                place,
                Optional.empty(),
                read instanceof ReadResult.Invalid invalid
                        ? invalid.errors()
                        : List.of(FieldError.of("rule", "must be a JSON object", "必须是 JSON 对象")));
    }
}
