package io.nightdesk.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nightdesk.LocalizedMessage;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The body of every error response of the API, see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>. The type is
 * always {@code about:blank}: programs need only the status and the invalid fields, and the rest is for people.
 *
 * @param problems all errors of an invalid request
 */
public record Problem(int status, String title, LocalizedMessage detail, List<FieldError> problems) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        problems = List.copyOf(problems);
    }

    /** A problem with the usual detail of its status. */
    static Problem of(int status) {
        return of(status, usualDetail(status));
    }

    static Problem of(int status, LocalizedMessage detail) {
        return of(status, detail, List.of());
    }

    static Problem of(int status, LocalizedMessage detail, List<FieldError> problems) {
        return new Problem(status, title(status), detail, problems);
    }

    static Problem invalid(List<FieldError> problems) {
        LocalizedMessage detail = problems.size() == 1
                ? LocalizedMessage.of("The request has 1 error, see problems.", "请求有 1 处错误，见 problems。")
                : LocalizedMessage.of(
                        "The request has %s errors, see problems.", "请求有 %s 处错误，见 problems。", problems.size());
        return of(400, detail, problems);
    }

    Response.ResponseBuilder toResponse() {
        return Response.status(status).type(MEDIA_TYPE).entity(toJson(RequestLanguage.current()));
    }

    /** Builds the JSON from plain nodes, so that an error response does not depend on object mapping, which may have failed. */
    String toJson(Locale language) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "about:blank");
        json.put("title", title);
        json.put("status", status);
        json.put("detail", detail.in(language));
        ArrayNode array = json.putArray("problems");
        for (FieldError error : problems) {
            ObjectNode entry = array.addObject();
            entry.put("field", error.field());
            error.position().ifPresent(position -> entry.put("position", position));
            entry.put("message", error.message().in(language));
        }
        return json.toString();
    }

    private static String title(int status) {
        return Optional.ofNullable(Response.Status.fromStatusCode(status))
                .map(Response.Status::getReasonPhrase)
                .orElse("Error");
    }

    private static LocalizedMessage usualDetail(int status) {
        return switch (status) {
            case 400 -> LocalizedMessage.of("The request is malformed.", "请求格式不正确。");
            case 401 ->
                LocalizedMessage.of(
                        "Send the name and password of an account (HTTP Basic), or log in.",
                        "请登录，或用 HTTP Basic 发送账号名和密码。");
            case 403 -> LocalizedMessage.of("The account's role does not allow this.", "当前账号的角色不允许此操作。");
            case 404 -> LocalizedMessage.of("There is nothing at this path.", "此路径下没有内容。");
            case 405 -> LocalizedMessage.of("This path does not support the method, see Allow.", "此路径不支持该方法，见 Allow。");
            case 406 ->
                LocalizedMessage.of(
                        "This path cannot respond with any of the media types in Accept.", "此路径无法返回 Accept 中的任何媒体类型。");
            case 408 -> LocalizedMessage.of("The body did not arrive in time.", "请求正文没有及时送达，请重试。");
            case 412 ->
                LocalizedMessage.of(
                        "The version has changed: read it again and repeat the change with the new ETag in If-Match.",
                        "版本已变化：请重新读取，并在 If-Match 中使用新的 ETag 再改一次。");
            case 413 -> LocalizedMessage.of("The body is too large.", "请求正文太大。");
            case 415 ->
                LocalizedMessage.of(
                        "Declare the body's media type in one Content-Type that the path accepts: application/json,"
                                + " for files of rules also text/csv or multipart/form-data, for orders in bulk"
                                + " application/x-ndjson.",
                        "请用一个 Content-Type 声明此路径接受的媒体类型：application/json；规则文件还可用 text/csv 或"
                                + " multipart/form-data；批量订单用 application/x-ndjson。");
            case 428 ->
                LocalizedMessage.of(
                        "If-Match is missing: send the ETag of the version to change, or * for any version.",
                        "缺少 If-Match：请发送要修改的版本的 ETag，或用 * 表示任何版本。");
            case 429 ->
                LocalizedMessage.of(
                        "Too many failed logins. Wait for the seconds in Retry-After.",
                        "登录失败次数过多，请稍后重试（需等待的秒数见 Retry-After）。");
            case 500 -> LocalizedMessage.of("The service failed. Its log contains the cause.", "服务出错，原因见服务日志。");
            case 503 -> LocalizedMessage.of("The database is unavailable. Try again later.", "数据库不可用，请稍后重试。");
            default -> LocalizedMessage.of("The request was rejected.", "请求被拒绝。");
        };
    }
}
