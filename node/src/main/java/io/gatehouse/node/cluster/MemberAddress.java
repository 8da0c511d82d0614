package io.gatehouse.node.cluster;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where one node reaches another.
 *
 * @param host an IP address, IPv6 without brackets, or a DNS name
 */
public record MemberAddress(String host, int port) {

  private static final int LARGEST_PORT = 65_535;
  private static final Pattern NOTATION =
      Pattern.compile("(?:\\[(?<v6>[0-9A-Fa-f:.]+)]|(?<host>[^:\\[\\]]+))(?::(?<port>\\d{1,5}))?");
  private static final Pattern DNS_NAME =
      Pattern.compile("(?!-)[A-Za-z0-9-]{1,63}(?:\\.(?!-)[A-Za-z0-9-]{1,63})*");

  /**
   * @throws IllegalArgumentException when no node can be reached there
   */
  public MemberAddress {
    if (!isLiteral(host) && (host.length() > 253 || !DNS_NAME.matcher(host).matches())) {
      throw new IllegalArgumentException(
          "\"" + host + "\" is no address; expected one as 10.0.0.1, 2001:db8::1 or a DNS name");
    }
    if (isLiteral(host) && InetAddress.ofLiteral(host).isAnyLocalAddress()) {
      throw new IllegalArgumentException(
          host + " is no address that other nodes could connect to; expected this machine's");
    }
    if (port < 1 || port > LARGEST_PORT) {
      throw new IllegalArgumentException(
          "expected a port from 1 to " + LARGEST_PORT + ", not " + port);
    }
  }

  /**
   * Reads {@code 10.0.0.1}, {@code 10.0.0.1:17355}, {@code [2001:db8::1]:17355}, {@code
   * 2001:db8::1} or a name in place of an address.
   *
   * @throws IllegalArgumentException when it is none of them
   */
  public static MemberAddress parse(String text, int defaultPort) {
    if (isLiteral(text)) {
      return new MemberAddress(text, defaultPort);
    }
    Matcher notation = NOTATION.matcher(text);
    if (!notation.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no node's address; expected one as 10.0.0.1:" + defaultPort);
    }
    String port = notation.group("port");
    String v6 = notation.group("v6");
    return new MemberAddress(
        v6 == null ? notation.group("host") : v6,
        port == null ? defaultPort : Integer.parseInt(port));
  }

  /** Brackets belong to the notation, not to the address. */
  private static boolean isLiteral(String text) {
    try {
      InetAddress.ofLiteral(text);
      return !text.startsWith("[");
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** As a part of a URI: an IPv6 address in brackets. */
  String hostInUri() {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  @Override
  public String toString() {
    return hostInUri() + ":" + port;
  }
}
