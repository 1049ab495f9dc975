package io.nightdesk.security;

import io.vertx.core.http.HttpServerRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The key for throttling a client's address: an IPv4 address, or the first 64 bits of an IPv6 address, because one
 * client usually has all addresses of such a network.
 */
final class ClientAddress {

    /** Nothing else is passed to {@link InetAddress#getByName}, which would resolve it as a host name. */
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private ClientAddress() {}

    static String of(HttpServerRequest request) {
        return of(Optional.ofNullable(request.remoteAddress().hostAddress()).orElse(""));
    }

    static String of(String address) {
        String withoutZone = address.replaceFirst("%.*", "");
        if (!IPV6.matcher(withoutZone).matches()) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.getByName(withoutZone);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), 8)) + "/64"
                    : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
