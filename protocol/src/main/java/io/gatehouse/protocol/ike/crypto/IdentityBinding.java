package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.octets.Octets;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;

/**
 * Whether an identity is one that a certificate was issued for (RFC 4945 section 3.1): otherwise
 * the owner of any certificate could claim any identity.
 *
 * <p>A distinguished name is the subject or a directoryName. Domain names, mail addresses and IP
 * addresses are in subjectAltName and nowhere else: a common name does not count. A key id is the
 * subjectKeyIdentifier.
 */
public final class IdentityBinding {

  private static final int IPV4_LENGTH = 4;
  private static final int IPV6_LENGTH = 16;

  private final X509CertificateHolder certificate;
  private final Octets identity;

  private IdentityBinding(X509CertificateHolder certificate, Octets identity) {
    this.certificate = certificate;
    this.identity = identity;
  }

  public static boolean binds(X509Certificate certificate, Identification identification) {
    try {
      return new IdentityBinding(new JcaX509CertificateHolder(certificate), identification.data())
          .holds(identification.type());
    } catch (CertificateEncodingException
        | IOException
        | IllegalArgumentException
        | IllegalStateException malformed) {
      return false;
    }
  }

  private boolean holds(int type) throws IOException {
    return switch (type) {
      case Identification.ID_DER_ASN1_DN -> hasDistinguishedName();
      case Identification.ID_DER_ASN1_GN -> hasGeneralName();
      case Identification.ID_FQDN -> hasDomainName();
      case Identification.ID_RFC822_ADDR -> hasMailAddress();
      case Identification.ID_IPV4_ADDR -> hasAddress(IPV4_LENGTH);
      case Identification.ID_IPV6_ADDR -> hasAddress(IPV6_LENGTH);
      case Identification.ID_KEY_ID -> hasKeyId();
      default -> false;
    };
  }

  /** In order, unlike Bouncy Castle's comparison; letter case and string types do not matter. */
  private boolean hasDistinguishedName() {
    X500Principal wanted = new X500Principal(identity.array());
    return !wanted.getName().isEmpty()
        && Stream.concat(
                Stream.of(certificate.getSubject()),
                names(GeneralName.directoryName).map(name -> X500Name.getInstance(name.getName())))
            .map(IdentityBinding::principal)
            .anyMatch(wanted::equals);
  }

  private boolean hasGeneralName() throws IOException {
    return Optional.ofNullable(ASN1Primitive.fromByteArray(identity.array()))
        .map(GeneralName::getInstance)
        .filter(wanted -> names(wanted.getTagNo()).anyMatch(wanted::equals))
        .isPresent();
  }

  private boolean hasDomainName() {
    String wanted = lowerCase(identity.utf8());
    return texts(GeneralName.dNSName).map(IdentityBinding::lowerCase).anyMatch(wanted::equals);
  }

  private boolean hasMailAddress() {
    String wanted = lowerCaseDomain(identity.utf8());
    return texts(GeneralName.rfc822Name)
        .map(IdentityBinding::lowerCaseDomain)
        .anyMatch(wanted::equals);
  }

  private boolean hasAddress(int length) {
    return identity.length() == length
        && names(GeneralName.iPAddress)
            .map(name -> ASN1OctetString.getInstance(name.getName()).getOctets())
            .anyMatch(address -> Arrays.equals(address, identity.array()));
  }

  private boolean hasKeyId() {
    return Optional.ofNullable(SubjectKeyIdentifier.fromExtensions(certificate.getExtensions()))
        .map(SubjectKeyIdentifier::getKeyIdentifier)
        .filter(keyId -> Arrays.equals(keyId, identity.array()))
        .isPresent();
  }

  private Stream<String> texts(int tag) {
    return names(tag)
        .map(name -> ((ASN1String) name.getName()).getString())
        .filter(text -> !text.isEmpty());
  }

  private Stream<GeneralName> names(int tag) {
    return Optional.ofNullable(
            GeneralNames.fromExtensions(
                certificate.getExtensions(), Extension.subjectAlternativeName))
        .map(names -> List.of(names.getNames()))
        .orElse(List.of())
        .stream()
        .filter(name -> name.getTagNo() == tag);
  }

  private static X500Principal principal(X500Name name) {
    try {
      return new X500Principal(name.getEncoded());
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** The mailbox before the last @ keeps its case (RFC 5280 section 7.5). */
  private static String lowerCaseDomain(String address) {
    int domainAt = address.lastIndexOf('@') + 1;
    return address.substring(0, domainAt) + lowerCase(address.substring(domainAt));
  }
}
