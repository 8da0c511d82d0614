package io.gatehouse.cluster.aaa;

import io.gatehouse.protocol.ike.policy.Network;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the text forms of values. Nothing is resolved: an address is a literal. */
final class AttributeText {

  private static final int MAXIMUM_LITERAL = 45;
  private static final Pattern DOTTED_QUAD = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern DOMAIN = Pattern.compile("[\\w*-]+(\\.[\\w-]+)*\\.?");
  private static final int MAXIMUM_DOMAIN = 253;

  private AttributeText() {}

  /** In dotted decimal, or in the form of RFC 4291 section 2.2 without a zone. */
  static Optional<InetAddress> address(String text) {
    if (text.length() > MAXIMUM_LITERAL
        || !(DOTTED_QUAD.matcher(text).matches() || IPV6.matcher(text).matches())) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static Optional<InetAddress> ipv6Address(String text) {
    return address(text).filter(Inet6Address.class::isInstance);
  }

  /** {@code address/length} or {@code address mask}; the bits behind the prefix are cleared. */
  static Optional<Network> network(String text) {
    String[] parts = text.strip().split("\\s*/\\s*|\\s+", 3);
    if (parts.length > 2) {
      return Optional.empty();
    }
    return address(parts[0])
        .flatMap(
            address ->
                (parts.length == 1
                        ? Optional.of(address.getAddress().length * Byte.SIZE)
                        : prefixLength(parts[1], address.getAddress().length * Byte.SIZE))
                    .map(length -> Network.of(address, length)));
  }

  private static Optional<Integer> prefixLength(String text, int bits) {
    if (text.matches("\\d{1,3}")) {
      return Optional.of(Integer.parseInt(text)).filter(length -> length <= bits);
    }
    return address(text).flatMap(AttributeText::maskLength).filter(length -> length <= bits);
  }

  /** The length of a prefix that {@code mask} stands for; empty when it has a gap. */
  static Optional<Integer> maskLength(InetAddress mask) {
    if (!(mask instanceof Inet4Address)) {
      return Optional.empty();
    }
    int bits = ByteBuffer.wrap(mask.getAddress()).getInt();
    int length = Integer.numberOfLeadingZeros(~bits);
    return length == Integer.bitCount(bits) ? Optional.of(length) : Optional.empty();
  }

  static Optional<String> domain(String text) {
    return text.length() <= MAXIMUM_DOMAIN && DOMAIN.matcher(text).matches()
        ? Optional.of(text)
        : Optional.empty();
  }
}
