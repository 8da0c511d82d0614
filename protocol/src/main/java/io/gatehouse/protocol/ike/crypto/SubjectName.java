package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.octets.Octets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/** The name of a user that is known by nothing but a certificate. */
public final class SubjectName {

  /** Octets of UTF-8, as for any RADIUS attribute (RFC 2865 section 5). */
  private static final int MAXIMUM_USER_NAME = 253;

  private SubjectName() {}

  /**
   * The most specific common name; without one, the whole subject in the form of RFC 4514. Nothing
   * when that is empty, holds control characters, or is longer than 253 octets.
   */
  public static Optional<String> userName(X509Certificate certificate) {
    X500Principal subject = certificate.getSubjectX500Principal();
    try {
      return Optional.of(commonName(subject).orElseGet(subject::getName))
          .filter(SubjectName::isUserName);
    } catch (IllegalArgumentException | IllegalStateException malformed) {
      return Optional.empty();
    }
  }

  /** Names are written from the general to the specific. */
  private static Optional<String> commonName(X500Principal principal) {
    X500Name subject = X500Name.getInstance(principal.getEncoded());
    return Arrays.stream(subject.getRDNs(BCStyle.CN))
        .flatMap(name -> Arrays.stream(name.getTypesAndValues()))
        .filter(attribute -> attribute.getType().equals(BCStyle.CN))
        .map(AttributeTypeAndValue::getValue)
        .filter(ASN1String.class::isInstance)
        .map(value -> ((ASN1String) value).getString())
        .reduce((general, specific) -> specific);
  }

  private static boolean isUserName(String text) {
    return !text.isBlank()
        && Octets.utf8(text).length() <= MAXIMUM_USER_NAME
        && text.codePoints().noneMatch(Character::isISOControl);
  }
}
