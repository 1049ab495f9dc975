package io.nightdesk.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClientAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:db8:1:2:3:4:5:6, 20010db800010002/64",
        "2001:db8:1:2::9%eth0, 20010db800010002/64",
        "::ffff:192.0.2.1, 192.0.2.1",
        "localhost, localhost",
        "'', ''",
        "a:b:c:d:nonsense, a:b:c:d:nonsense"
    })
    void shortensIpv6AddressesToTheNetworkOfOneClient(String address, String expected) {
        // When
        String key = ClientAddress.of(address);

        // Then
        assertThat(key).isEqualTo(expected);
    }
}
