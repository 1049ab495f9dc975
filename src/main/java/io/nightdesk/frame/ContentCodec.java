package io.nightdesk.frame;

import static io.nightdesk.frame.FrameCodec.require;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nightdesk.frame.FrameCodec.RejectedException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes the JSON content of a frame. Clients use different keys for the text, so configured keys are tried in order. */
final class ContentCodec {

    /** Values of {@code type}. */
    static final int TEXT = 1;

    static final int IMAGE = 2;
    /** Values of {@code receiver_type}. */
    static final int TO_CUSTOMER = 1;

    static final int TO_MERCHANT_SERVICE = 4;
    /** Converting a number takes time that grows with the square of its length. */
    private static final int MAX_NUMBER_LENGTH = 1_000;

    /** The {@code networkType} of web clients, which replies must have too. */
    private static final String NETWORK_TYPE_WEB = "-2";

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    /** A whole number as text. */
    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\s*([+-]?[0-9]{1,18})(?:\\.0*)?\\s*");
    /** Up to here a double holds every whole number exactly. */
    private static final double MAX_EXACT = 1L << 53;

    /** Reads what common encoders of clients write although JSON forbids it. */
    private final ObjectMapper json = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(FrameCodec.MAX_JSON_DEPTH)
                            // The size of the frame bounds both.
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .build())
                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final List<String> textKeys;
    private final List<String> imageKeys;
    private final String networkProvider;
    private final ContentProbe probe;

    ContentCodec(List<String> textKeys, List<String> imageKeys, String networkProvider) {
        this.textKeys = List.copyOf(textKeys);
        this.imageKeys = List.copyOf(imageKeys);
        this.networkProvider = networkProvider;
        this.probe = new ContentProbe(json, this.textKeys);
    }

    Content read(String content) throws RejectedException {
        JsonNode root = parse(content);
        require(root.isObject(), RejectReason.CONTENT_NOT_JSON_OBJECT);
        OptionalLong type = wholeNumber(root.path("type"));
        require(type.isPresent(), RejectReason.NO_CONTENT_TYPE);
        String businessId = businessId(root.path("business_id"));
        if (type.getAsLong() == IMAGE) {
            return new Content.Image(url(root), businessId);
        }
        return type.getAsLong() == TEXT ? text(root, businessId) : new Content.Other(type.getAsLong(), businessId);
    }

    /** Whether content is a message, even if {@link #read} refuses it; see {@link ContentProbe}. */
    boolean isMessage(String content) {
        return probe.isMessage(withoutPadding(content));
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
            return json.readTree(withoutPadding(content));
        } catch (JsonProcessingException e) {
            throw new RejectedException(RejectReason.CONTENT_NOT_JSON_OBJECT);
        }
    }

    /** Without what clients put around the object: a byte order mark, space, and the NUL that ends a string in C. */
    private static String withoutPadding(String content) {
        int from = 0;
        int to = content.length();
        while (from < to && isPadding(content.charAt(from))) {
            from++;
        }
        while (from < to && isPadding(content.charAt(to - 1))) {
            to--;
        }
        return content.substring(from, to);
    }

    private static boolean isPadding(char c) {
        return c == BYTE_ORDER_MARK || c == 0 || Character.isWhitespace(c);
    }

    private Optional<String> url(JsonNode root) {
        return imageKeys.stream()
                .map(root::path)
                .filter(JsonNode::isTextual)
                .map(url -> WireText.storable(url.textValue()))
                .filter(url -> !url.isBlank() && url.length() <= FrameCodec.MAX_TEXT)
                .findFirst();
    }

    private Content text(JsonNode root, String businessId) throws RejectedException {
        boolean hasOtherForm = false;
        for (String key : textKeys) {
            JsonNode value = root.path(key);
            if (value.isTextual() || value.isNumber()) {
                String text = WireText.storable(value.asText());
                require(text.length() <= FrameCodec.MAX_TEXT, RejectReason.TEXT_TOO_LONG);
                if (!WireText.isBlank(text)) {
                    return new Content.Text(key, text, businessId);
                }
            }
            hasOtherForm |= isPresent(value);
        }
        return hasOtherForm ? new Content.Unreadable(businessId) : new Content.Other(TEXT, businessId);
    }

    /** Whether a value says anything. */
    static boolean isPresent(JsonNode value) {
        return value.isNumber()
                || (value.isContainerNode() && !value.isEmpty())
                || (value.isTextual() && !WireText.isBlank(value.textValue()));
    }

    /** Clients send '' or nothing when there is no order; some send a JSON number. */
    private static String businessId(JsonNode value) throws RejectedException {
        String id = value.isFloatingPointNumber()
                ? wholeNumber(value).stream()
                        .mapToObj(Long::toString)
                        .findFirst()
                        .orElse("")
                : value.isTextual() || value.isIntegralNumber() ? WireText.storable(value.asText()) : "";
        require(id.length() <= FrameCodec.MAX_BUSINESS_ID, RejectReason.MALFORMED_BUSINESS_ID);
        return id;
    }

    /** A whole number, which some clients write as {@code 1.0} or {@code "1"}. */
    static OptionalLong wholeNumber(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.canConvertToLong() ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
        }
        if (value.isFloatingPointNumber()) {
            double number = value.doubleValue();
            return number == Math.rint(number) && Math.abs(number) <= MAX_EXACT
                    ? OptionalLong.of((long) number)
                    : OptionalLong.empty();
        }
        Matcher text = WHOLE_NUMBER.matcher(value.isTextual() ? value.textValue() : "");
        return text.matches() ? OptionalLong.of(Long.parseLong(text.group(1))) : OptionalLong.empty();
    }
}
