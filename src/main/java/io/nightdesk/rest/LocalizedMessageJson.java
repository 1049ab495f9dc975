package io.nightdesk.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.nightdesk.LocalizedMessage;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Writes messages in the language of the request. */
@Singleton
final class LocalizedMessageJson implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(
                new SimpleModule("localized-messages").addSerializer(LocalizedMessage.class, new Serializer()));
    }

    private static final class Serializer extends StdSerializer<LocalizedMessage> {

        private static final long serialVersionUID = 1;

        Serializer() {
            super(LocalizedMessage.class);
        }

        @Override
        public void serialize(LocalizedMessage message, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeString(message.in(RequestLanguage.current()));
        }
    }
}
