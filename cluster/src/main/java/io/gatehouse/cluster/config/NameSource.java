package io.gatehouse.cluster.config;

import io.gatehouse.protocol.ike.message.Identification;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/** What a name mangler works on. */
public sealed interface NameSource {

  String text();

  /** The EAP identity, or the user name of AnyConnect-EAP. */
  record UserName(String text) implements NameSource {}

  /** The group that an AnyConnect user has picked. */
  record LoginGroup(String text) implements NameSource {}

  record Fqdn(String text) implements NameSource {}

  record Email(String text) implements NameSource {}

  /** In the form of RFC 4514. */
  record DistinguishedName(String text) implements NameSource {}

  /** Empty for an identity that cannot be mangled: an address, a key id. */
  static Optional<NameSource> of(Identification identity) {
    return switch (identity.type()) {
      case Identification.ID_FQDN -> Optional.of(new Fqdn(identity.data().utf8()));
      case Identification.ID_RFC822_ADDR -> Optional.of(new Email(identity.data().utf8()));
      case Identification.ID_DER_ASN1_DN -> distinguishedName(identity);
      default -> Optional.empty();
    };
  }

  static NameSource subjectOf(X509Certificate certificate) {
    return new DistinguishedName(certificate.getSubjectX500Principal().getName());
  }

  private static Optional<NameSource> distinguishedName(Identification identity) {
    try {
      var principal = new X500Principal(identity.data().toArray());
      return Optional.of(new DistinguishedName(principal.getName()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
