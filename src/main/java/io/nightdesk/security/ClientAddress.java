package io.nightdesk.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Who is behind an address: of IPv6 whoever has one has at least the 2^64 that share its first half. */
final class ClientAddress {

    /** Nothing else is handed to the resolver, which would ask the network for a name. */
    private static final Pattern LITERAL_V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private ClientAddress() {}

    static String of(String address) {
        String bare = address.replaceFirst("%.*", "");
        if (!LITERAL_V6.matcher(bare).matches()) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.getByName(bare);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), 8)) + "/64"
                    : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
