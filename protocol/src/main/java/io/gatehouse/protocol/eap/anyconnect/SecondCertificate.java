package io.gatehouse.protocol.eap.anyconnect;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.text.PrintableLine;
import java.util.Base64;
import java.util.Optional;

/**
 * A certificate that stands inside {@code auth-reply}, unlike the first, which stands beside a
 * document.
 *
 * @param certificates any octets; they should be PKCS #7 SignedData
 * @param signature any octets
 * @param hash as the client names it
 */
record SecondCertificate(Octets certificates, Octets signature, String hash) {

  /** The one whose certificate is in the document; the first is only mentioned there. */
  static Optional<SecondCertificate> in(XmlElement reply) {
    return reply.child("auth").stream()
        .flatMap(auth -> auth.children().stream())
        .filter(child -> child.name().equals("client-cert-chain"))
        .flatMap(chain -> ofChain(chain).stream())
        .findFirst();
  }

  private static Optional<SecondCertificate> ofChain(XmlElement chain) {
    return chain
        .child("client-cert")
        .flatMap(SecondCertificate::base64)
        .flatMap(
            certificates ->
                chain
                    .child("client-cert-auth-signature")
                    .flatMap(signature -> signed(certificates, signature)));
  }

  private static Optional<SecondCertificate> signed(Octets certificates, XmlElement signature) {
    return base64(signature)
        .map(
            octets ->
                new SecondCertificate(
                    certificates,
                    octets,
                    PrintableLine.of(
                        signature.attribute("hash-algorithm-chosen").orElse(""),
                        PrintableLine.SHORT)));
  }

  /** Lines may be broken anywhere. */
  private static Optional<Octets> base64(XmlElement element) {
    try {
      return Optional.of(
          Octets.owned(Base64.getDecoder().decode(element.text().replaceAll("\\s", ""))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
