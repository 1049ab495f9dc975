package io.nightdesk.frame;

import static io.nightdesk.frame.FrameCodec.require;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nightdesk.frame.FrameCodec.RejectedException;
import java.util.List;
import java.util.Optional;

/** Reads and writes the JSON content of a frame. Clients use different keys for the text, so configured keys are tried in order. */
final class ContentCodec {

    /** Values of {@code type}. */
    private static final int TEXT = 1;

    private static final int IMAGE = 2;
    /** Values of {@code receiver_type}. */
    static final int TO_CUSTOMER = 1;

    static final int TO_MERCHANT_SERVICE = 4;
    /** The {@code networkType} of web clients, which replies must have too. */
    private static final String NETWORK_TYPE_WEB = "-2";

    private final ObjectMapper json = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(FrameCodec.MAX_JSON_DEPTH)
                            .maxStringLength(FrameCodec.MAX_FRAME_BYTES)
                            .maxNameLength(256)
                            .maxNumberLength(64)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private final List<String> textKeys;
    private final List<String> imageKeys;
    private final String networkProvider;

    ContentCodec(List<String> textKeys, List<String> imageKeys, String networkProvider) {
        this.textKeys = List.copyOf(textKeys);
        this.imageKeys = List.copyOf(imageKeys);
        this.networkProvider = networkProvider;
    }

    Content read(String content) throws RejectedException {
        JsonNode root = parse(content);
        require(root.isObject(), RejectReason.CONTENT_NOT_JSON_OBJECT);
        JsonNode type = root.path("type");
        require(type.isIntegralNumber() && type.canConvertToLong(), RejectReason.NO_CONTENT_TYPE);
        String businessId = businessId(root.path("business_id"));
        if (type.longValue() == IMAGE) {
            return new Content.Image(url(root), businessId);
        }
        return type.longValue() == TEXT ? text(root, businessId) : new Content.Other(type.longValue(), businessId);
    }

    /** The key for the text of a reply to {@code content}. */
    String replyKey(Content content) {
        return content instanceof Content.Text text ? text.key() : textKeys.get(0);
    }

    String write(Content content, int businessType, int receiverType) {
        ObjectNode root = json.createObjectNode();
        root.put("type", type(content))
                .put("business_id", content.businessId())
                .put("business_type", businessType)
                .put("receiver_type", receiverType)
                .put("networkProvider", networkProvider)
                .put("networkType", NETWORK_TYPE_WEB);
        if (content instanceof Content.Text text) {
            root.put(text.key(), text.text());
        }
        if (content instanceof Content.Image image) {
            image.url().ifPresent(url -> root.put(imageKeys.get(0), url));
        }
        return root.toString();
    }

    private static long type(Content content) {
        if (content instanceof Content.Other other) {
            return other.type();
        }
        return content instanceof Content.Image ? IMAGE : TEXT;
    }

    private JsonNode parse(String content) throws RejectedException {
        try {
            return json.readTree(content);
        } catch (JsonProcessingException e) {
            throw new RejectedException(RejectReason.CONTENT_NOT_JSON_OBJECT);
        }
    }

    private Optional<String> url(JsonNode root) {
        return imageKeys.stream()
                .map(root::path)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(url -> !url.isBlank() && url.length() <= FrameCodec.MAX_TEXT)
                .findFirst();
    }

    private Content text(JsonNode root, String businessId) throws RejectedException {
        for (String key : textKeys) {
            JsonNode value = root.path(key);
            if (value.isTextual()) {
                String text = value.textValue();
                require(text.length() <= FrameCodec.MAX_TEXT, RejectReason.TEXT_TOO_LONG);
                require(isStorable(text), RejectReason.TEXT_NOT_UNICODE);
                return text.isBlank() ? new Content.Other(TEXT, businessId) : new Content.Text(key, text, businessId);
            }
        }
        return new Content.Other(TEXT, businessId);
    }

    /** Clients send '' or nothing when there is no order; some send a JSON number. */
    private static String businessId(JsonNode value) throws RejectedException {
        String id = value.isTextual() || value.isIntegralNumber() ? value.asText() : "";
        require(id.length() <= FrameCodec.MAX_BUSINESS_ID && isStorable(id), RejectReason.MALFORMED_BUSINESS_ID);
        return id;
    }

    private static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }
}
