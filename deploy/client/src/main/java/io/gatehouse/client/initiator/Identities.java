package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.octets.Octets;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/** Identities as people write them, and back. */
public final class Identities {

  private static final Pattern IP_ADDRESS =
      Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final String KEY_ID = "keyid:";

  private Identities() {}

  /**
   * An IP address, {@code keyid:}text, a distinguished name (with a {@code =}), a mail address
   * (with an {@code @}), or else a domain name.
   *
   * @throws IllegalArgumentException when it looks like a name of a kind but is none
   */
  public static Identification parse(String text) {
    if (text.startsWith(KEY_ID)) {
      return new Identification(
          Identification.ID_KEY_ID, Octets.utf8(text.substring(KEY_ID.length())));
    }
    if (IP_ADDRESS.matcher(text).matches()) {
      return address(text);
    }
    if (text.contains("=")) {
      return new Identification(
          Identification.ID_DER_ASN1_DN, Octets.owned(new X500Principal(text).getEncoded()));
    }
    int type = text.contains("@") ? Identification.ID_RFC822_ADDR : Identification.ID_FQDN;
    return new Identification(type, Octets.utf8(text));
  }

  static String text(Identification identity) {
    return switch (identity.type()) {
      case Identification.ID_IPV4_ADDR, Identification.ID_IPV6_ADDR -> addressText(identity.data());
      case Identification.ID_DER_ASN1_DN -> nameText(identity.data());
      default -> identity.data().utf8();
    };
  }

  private static Identification address(String text) {
    try {
      Octets octets = Octets.owned(InetAddress.getByName(text).getAddress());
      int type = octets.length() == 4 ? Identification.ID_IPV4_ADDR : Identification.ID_IPV6_ADDR;
      return new Identification(type, octets);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text + " is no IP address", e);
    }
  }

  private static String addressText(Octets data) {
    try {
      return InetAddress.getByAddress(data.toArray()).getHostAddress();
    } catch (UnknownHostException e) {
      return data.hex();
    }
  }

  private static String nameText(Octets data) {
    try {
      return new X500Principal(data.toArray()).getName();
    } catch (IllegalArgumentException e) {
      return data.hex();
    }
  }
}
