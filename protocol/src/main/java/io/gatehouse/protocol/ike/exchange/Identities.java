package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.policy.IdentityMatch;
import io.gatehouse.protocol.octets.Octets;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/** IKE identities as operators read and match them (RFC 7296 section 3.5). */
public final class Identities {

  /**
   * The literal identity that AnyConnect sends unless its profile has another. It is no wildcard.
   */
  public static final Octets ANYCONNECT = Octets.utf8("*$AnyConnectClient$*");

  private static final int LONGEST_TEXT = 256;

  private Identities() {}

  public static boolean matches(IdentityMatch match, Identification identity) {
    return switch (match) {
      case IdentityMatch.Any() -> true;
      case IdentityMatch.KeyId(Octets keyId) -> isKeyId(identity, keyId);
      case IdentityMatch.Fqdn(String fqdn) ->
          identity.type() == Identification.ID_FQDN && name(identity).equals(lower(fqdn));
      case IdentityMatch.FqdnDomain(String domain) ->
          identity.type() == Identification.ID_FQDN && name(identity).endsWith("." + lower(domain));
      case IdentityMatch.Email(String email) ->
          identity.type() == Identification.ID_RFC822_ADDR && name(identity).equals(lower(email));
      case IdentityMatch.EmailDomain(String domain) ->
          identity.type() == Identification.ID_RFC822_ADDR
              && name(identity).endsWith("@" + lower(domain));
      case IdentityMatch.Address(InetAddress address, int prefixLength) ->
          address(identity).filter(a -> samePrefix(a, address, prefixLength)).isPresent();
    };
  }

  /**
   * AnyConnect sends a type of its own in place of ID_KEY_ID, and newer clients may send yet
   * another.
   */
  private static boolean isKeyId(Identification identity, Octets keyId) {
    boolean comparable =
        identity.type() == Identification.ID_KEY_ID
            || identity.type() == Identification.ID_CISCO_GROUP_NAME
            || keyId.equals(ANYCONNECT);
    return comparable && identity.data().equals(keyId);
  }

  /** One line, printable, bounded. */
  public static String text(Identification identity) {
    String text =
        switch (identity.type()) {
          case Identification.ID_IPV4_ADDR, Identification.ID_IPV6_ADDR ->
              address(identity).map(InetAddress::getHostAddress).orElse(identity.data().hex());
          case Identification.ID_DER_ASN1_DN -> distinguishedName(identity.data());
          default -> printable(identity.data());
        };
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }

  private static String distinguishedName(Octets der) {
    try {
      String name = new X500Principal(der.toArray()).getName(X500Principal.RFC2253);
      return name.chars().noneMatch(Character::isISOControl) ? name : der.hex();
    } catch (IllegalArgumentException _) {
      return der.hex();
    }
  }

  private static String printable(Octets data) {
    String text = data.utf8();
    boolean clean =
        !text.isEmpty() && text.chars().noneMatch(c -> Character.isISOControl(c) || c == 0xfffd);
    return clean ? text : data.hex();
  }

  private static String name(Identification identity) {
    return lower(identity.data().utf8());
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static Optional<InetAddress> address(Identification identity) {
    int length = identity.data().length();
    boolean fits =
        (identity.type() == Identification.ID_IPV4_ADDR && length == 4)
            || (identity.type() == Identification.ID_IPV6_ADDR && length == 16);
    if (!fits) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByAddress(identity.data().toArray()));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 octets are an address", e);
    }
  }

  private static boolean samePrefix(InetAddress one, InetAddress other, int prefixLength) {
    byte[] a = one.getAddress();
    byte[] b = other.getAddress();
    if (a.length != b.length) {
      return false;
    }
    for (int bit = 0; bit < prefixLength; bit++) {
      int mask = 0x80 >> (bit & 7);
      if ((a[bit >> 3] & mask) != (b[bit >> 3] & mask)) {
        return false;
      }
    }
    return true;
  }

  static Identification ofAddress(InetAddress address) {
    byte[] octets = address.getAddress();
    int type = octets.length == 4 ? Identification.ID_IPV4_ADDR : Identification.ID_IPV6_ADDR;
    return new Identification(type, Octets.owned(octets));
  }
}
