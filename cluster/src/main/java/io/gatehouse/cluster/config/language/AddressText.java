package io.gatehouse.cluster.config.language;

import io.gatehouse.protocol.ike.policy.Network;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses and masks as text, without ever asking a name server. */
public final class AddressText {

  /** Four decimal numbers; the JDK alone would also take {@code 10.1} and leading zeros. */
  private static final Pattern IPV4 =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]{2,39}");

  private static final Pattern IPV6_PREFIX = Pattern.compile("([^/]+)/([0-9]{1,3})");

  private static final int IPV6_BITS = 128;

  private AddressText() {}

  public static Optional<Inet4Address> ipv4(String text) {
    if (!IPV4.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Inet4Address.ofLiteral(text));
    } catch (IllegalArgumentException numberAbove255) {
      return Optional.empty();
    }
  }

  /**
   * The address of a number.
   *
   * @param bits most significant octet first
   */
  public static Inet4Address ipv4(int bits) {
    String text =
        (bits >>> 24)
            + "."
            + (bits >>> 16 & 0xff)
            + "."
            + (bits >>> 8 & 0xff)
            + "."
            + (bits & 0xff);
    return Inet4Address.ofLiteral(text);
  }

  public static Optional<InetAddress> ip(String text) {
    if (!IPV6.matcher(text).matches() || !text.contains(":")) {
      return ipv4(text).map(InetAddress.class::cast);
    }
    try {
      return Optional.of(Inet6Address.ofLiteral(text));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  public static Optional<Inet6Address> ipv6(String text) {
    return ip(text).filter(Inet6Address.class::isInstance).map(Inet6Address.class::cast);
  }

  /** An IPv6 address and a prefix length behind a slash; the bits behind the prefix are cleared. */
  public static Optional<Network> ipv6Prefix(String text) {
    Matcher parts = IPV6_PREFIX.matcher(text);
    return parts.matches()
        ? ipv6(parts.group(1))
            .map(address -> Network.of(address, Integer.parseInt(parts.group(2))))
            .filter(prefix -> prefix.prefixLength() <= IPV6_BITS)
        : Optional.empty();
  }

  /** The prefix length of a netmask. */
  public static OptionalInt prefixLength(String netmask) {
    Optional<Inet4Address> address = ipv4(netmask);
    return address.isPresent() ? leadingOnes(bits(address.get())) : OptionalInt.empty();
  }

  /** The prefix length of the netmask that {@code wildcard} is the inverse of. */
  public static OptionalInt wildcardPrefixLength(String wildcard) {
    Optional<Inet4Address> address = ipv4(wildcard);
    return address.isPresent() ? leadingOnes(~bits(address.get())) : OptionalInt.empty();
  }

  /** The address as a number, most significant octet first. */
  public static int bits(Inet4Address address) {
    return ByteBuffer.wrap(address.getAddress()).getInt();
  }

  private static OptionalInt leadingOnes(int bits) {
    int ones = Integer.numberOfLeadingZeros(~bits);
    return Integer.bitCount(bits) == ones ? OptionalInt.of(ones) : OptionalInt.empty();
  }
}
