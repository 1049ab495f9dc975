package io.nightdesk.frame;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * Tells whether content is a text or an image, as far as it can be read; it may be too long, cut, or no JSON at all. What is no JSON
 * object is a text. An object of another type is a receipt or the like, whatever else it holds.
 */
final class ContentProbe {

    private final ObjectReader json;
    private final List<String> textKeys;

    ContentProbe(ObjectMapper json, List<String> textKeys) {
        this.json = json.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.textKeys = textKeys;
    }

    boolean isMessage(String content) {
        Findings findings = new Findings();
        try (JsonParser parser = json.createParser(content)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                return first != null && ContentCodec.isPresent(json.readTree(parser));
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                read(parser, findings);
            }
            return findings.isImage() || (findings.mayBeText() && findings.hasText);
        } catch (IOException e) {
            return findings.isImage() || findings.mayBeText();
        }
    }

    private void read(JsonParser parser, Findings findings) throws IOException {
        String key = parser.currentName();
        parser.nextToken();
        if (key.equals("type")) {
            findings.type = json.readTree(parser);
        } else if (textKeys.contains(key)) {
            findings.hasText |= ContentCodec.isPresent(json.readTree(parser));
        } else {
            parser.skipChildren();
        }
    }

    /** What is known of an object that is read from its beginning. */
    private static final class Findings {

        private JsonNode type = MissingNode.getInstance();
        private boolean hasText;

        boolean isImage() {
            return ContentCodec.wholeNumber(type).equals(OptionalLong.of(ContentCodec.IMAGE));
        }

        boolean mayBeText() {
            return type.isMissingNode()
                    || type.isNull()
                    || ContentCodec.wholeNumber(type).equals(OptionalLong.of(ContentCodec.TEXT));
        }
    }
}
