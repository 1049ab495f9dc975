package io.nightdesk.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class MarkerCodecTest {

    private static final String DESK = "88888";
    private static final UUID ID = UUID.fromString("0b8f2c7e-8f8f-4d55-9d5e-0a3a7d0c1f11");

    private final MarkerCodec markers = new MarkerCodec(DESK);

    @Test
    void recognisesAMarkerAndItsId() {
        // When
        Optional<UUID> id = markers.decode(markers.encode(ID));

        // Then
        assertThat(id).contains(ID);
    }

    @Test
    void takesNoOtherFrameForAMarker() {
        // Given
        FrameCodec codec = new FrameCodec(List.of("content"), List.of("url"), "nightdesk");
        byte[] reply = codec.encode(
                new Frame(ID, DESK, "nightdesk-marker", 0, "", 0, 20, new Content.Text("content", "x", "")));

        // When
        Optional<UUID> id = markers.decode(reply);

        // Then
        assertThat(id).isEmpty();
    }

    @Test
    void takesNoMarkerOfAnotherDeskForItsOwn() {
        // When
        Optional<UUID> id = markers.decode(new MarkerCodec("77777").encode(ID));

        // Then
        assertThat(id).isEmpty();
    }

    @Test
    void takesAMarkerWithoutAnIdForNone() {
        // Given
        byte[] marker = markers.encode(ID);
        marker[marker.length - 1] = 'x';

        // When
        Optional<UUID> id = markers.decode(marker);

        // Then
        assertThat(id).isEmpty();
    }

    /** What a desk of a version without markers does with one. */
    @Test
    void isAFrameThatIsNoMessage() {
        // When
        DecodeResult decoded =
                new FrameCodec(List.of("content"), List.of("url"), "nightdesk").decode(markers.encode(ID));

        // Then
        assertThat(((DecodeResult.Accepted) decoded).frame().content()).isInstanceOf(Content.Other.class);
        assertThat(new FrameScanner("77777").scan(markers.encode(ID), 0, markers.encode(ID).length))
                .isEqualTo(Addressing.FOREIGN);
    }
}
