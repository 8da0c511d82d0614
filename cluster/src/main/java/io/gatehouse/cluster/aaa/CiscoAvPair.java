package io.gatehouse.cluster.aaa;

import java.util.Locale;
import java.util.Optional;

/**
 * A {@code cisco-avpair}: {@code protocol:attribute=value}, with {@code *} in place of {@code =}
 * when the attribute is optional.
 *
 * @param protocol in lower case; empty when none is given
 * @param attribute in lower case
 */
record CiscoAvPair(String protocol, String attribute, String value) {

  /** Empty when {@code text} is no pair. */
  static Optional<CiscoAvPair> parse(String text) {
    int separator = separator(text);
    if (separator < 1) {
      return Optional.empty();
    }
    String name = text.substring(0, separator).strip().toLowerCase(Locale.ROOT);
    int colon = name.indexOf(':');
    return Optional.of(
        new CiscoAvPair(
            colon < 0 ? "" : name.substring(0, colon),
            name.substring(colon + 1),
            text.substring(separator + 1).strip()));
  }

  private static int separator(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) == '=' || text.charAt(at) == '*') {
        return at;
      }
    }
    return -1;
  }

  /** Whether it is for IPsec, which is also meant where no protocol is given. */
  boolean isIpsec() {
    return protocol.isEmpty() || protocol.equals("ipsec");
  }

  /** Without the value, which may be a pre-shared key. */
  @Override
  public String toString() {
    return protocol.isEmpty() ? attribute : protocol + ":" + attribute;
  }
}
