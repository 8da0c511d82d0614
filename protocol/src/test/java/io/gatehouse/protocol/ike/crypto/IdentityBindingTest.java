package io.gatehouse.protocol.ike.crypto;

import static io.gatehouse.protocol.ike.crypto.TestAuthority.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.crypto.TestAuthority.With;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.octets.Octets;
import java.security.cert.X509Certificate;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityBindingTest {

  private static final GeneralName DIRECTORY_NAME =
      new GeneralName(new X500Name("O=Example,CN=alias"));
  private static final X509Certificate CERTIFICATE =
      ROOT.issue(
          "C=SE,O=Example,CN=Client One",
          new With(
              Extension.subjectAlternativeName,
              false,
              new GeneralNames(
                  new GeneralName[] {
                    new GeneralName(GeneralName.dNSName, "Client.Example.com"),
                    new GeneralName(GeneralName.dNSName, "*.wild.example.com"),
                    new GeneralName(GeneralName.rfc822Name, "User@Example.com"),
                    new GeneralName(GeneralName.iPAddress, "192.0.2.7"),
                    new GeneralName(GeneralName.iPAddress, "2001:db8::7"),
                    DIRECTORY_NAME,
                  })),
          new With(
              Extension.subjectKeyIdentifier,
              false,
              new SubjectKeyIdentifier(Octets.hex("0102030405").toArray())));

  @ParameterizedTest
  @CsvSource({
    "client.example.com, true",
    "CLIENT.EXAMPLE.COM, true",
    "other.example.com, false",
    "a.wild.example.com, false",
    "example.com, false",
    "Client One, false",
    "192.0.2.7, false",
    "'', false",
  })
  void domainNamesAreThoseOfSubjectAltNameWithoutWildcards(String name, boolean bound) {
    assertThat(binds(Identification.ID_FQDN, Octets.utf8(name))).isEqualTo(bound);
  }

  @ParameterizedTest
  @CsvSource({
    "User@example.COM, true",
    "user@example.com, false",
    "Other@example.com, false",
    "example.com, false",
    "'', false",
  })
  void mailAddressesIgnoreTheCaseOfTheDomainOnly(String address, boolean bound) {
    assertThat(binds(Identification.ID_RFC822_ADDR, Octets.utf8(address))).isEqualTo(bound);
  }

  @ParameterizedTest
  @CsvSource({
    "1, c0000207, true",
    "1, c0000208, false",
    "1, c00002, false",
    "1, 20010db8000000000000000000000007, false",
    "5, 20010db8000000000000000000000007, true",
    "5, 20010db8000000000000000000000008, false",
    "5, c0000207, false",
  })
  void addressesAreComparedOctetByOctet(int type, String address, boolean bound) {
    assertThat(binds(type, Octets.hex(address))).isEqualTo(bound);
  }

  @ParameterizedTest
  @CsvSource({
    "'CN=Client One,O=Example,C=SE', true",
    "'CN=client one,O=EXAMPLE,C=se', true",
    "'CN=alias,O=Example', true",
    "'C=SE,O=Example,CN=Client One', false",
    "'CN=Client One,O=Example', false",
    "'CN=Client One', false",
    "'', false",
  })
  void distinguishedNamesAreSubjectOrDirectoryName(String rfc2253, boolean bound) {
    assertThat(
            binds(
                Identification.ID_DER_ASN1_DN,
                Octets.owned(new X500Principal(rfc2253).getEncoded())))
        .isEqualTo(bound);
  }

  @Test
  void anEmptySubjectIsNoIdentity() {
    X509Certificate nameless = ROOT.issue("");

    assertThat(
            IdentityBinding.binds(
                nameless, new Identification(Identification.ID_DER_ASN1_DN, Octets.hex("3000"))))
        .isFalse();
  }

  @Test
  void generalNamesAreThoseOfSubjectAltName() throws Exception {
    assertThat(binds(Identification.ID_DER_ASN1_GN, Octets.owned(DIRECTORY_NAME.getEncoded())))
        .isTrue();
    assertThat(
            binds(
                Identification.ID_DER_ASN1_GN,
                Octets.owned(new GeneralName(GeneralName.dNSName, "other").getEncoded())))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0102030405, true", "01020304, false", "'', false"})
  void aKeyIdIsTheSubjectKeyIdentifier(String keyId, boolean bound) {
    assertThat(binds(Identification.ID_KEY_ID, Octets.hex(keyId))).isEqualTo(bound);
  }

  @ParameterizedTest
  @CsvSource({"0", "4", "12", "201", "255"})
  void otherTypesAreNeverBound(int type) {
    assertThat(binds(type, Octets.hex("0102030405"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"9, ''", "9, ff", "9, 30", "9, 3080", "9, 0500", "10, ''", "10, 30", "10, 8700"})
  void malformedNamesAreNotBound(int type, String data) {
    assertThat(binds(type, Octets.hex(data))).isFalse();
  }

  @Test
  void aMalformedSubjectAltNameHoldsNothing() {
    X509Certificate odd =
        ROOT.issue(
            "CN=client",
            new With(
                Extension.subjectAlternativeName, false, new DEROctetString(new byte[] {1, 2, 3})));

    assertThat(
            IdentityBinding.binds(
                odd, new Identification(Identification.ID_FQDN, Octets.utf8("client"))))
        .isFalse();
  }

  private static boolean binds(int type, Octets data) {
    return IdentityBinding.binds(CERTIFICATE, new Identification(type, data));
  }
}
