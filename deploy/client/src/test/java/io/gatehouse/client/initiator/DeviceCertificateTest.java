package io.gatehouse.client.initiator;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.eap.anyconnect.Factors;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.io.ByteArrayInputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the client computes for itself, the headend's code reads and verifies. */
class DeviceCertificateTest {

  @ParameterizedTest
  @CsvSource({"RSA, 2048", "EC, 256", "EC, 384", "EC, 521"})
  void aDeviceIsShownBeforeThePassword(String algorithm, int size) {
    Credentials.Certificate device = TestDevice.issue(algorithm, size);
    ScriptedHeadend headend = headend(Factors.CERTIFICATE_AND_PASSWORD);
    var conversation = connect(headend, new Credentials.AnyConnect("alice", right(), some(device)));

    assertThat(conversation.lastEvent()).isInstanceOf(ClientEvent.Connected.class);
    assertThat(conversation.events()).contains(new ClientEvent.Asked("VPN", "Sign in.", ""));
    assertThat(headend.shown)
        .containsExactlyElementsOf(
            device.chain().stream().map(DeviceCertificateTest::der).toList());
  }

  @Test
  void aDeviceIsEnough() {
    ScriptedHeadend headend = headend(Factors.CERTIFICATE);
    var conversation =
        connect(
            headend, new Credentials.AnyConnect("", List.of(), some(TestDevice.issue("EC", 256))));

    assertThat(conversation.lastEvent()).isInstanceOf(ClientEvent.Connected.class);
    assertThat(headend.shown).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"RSA, 2048", "EC, 384"})
  void anotherCertificateIsShownAfterTheDevices(String algorithm, int size) {
    Credentials.Certificate second = TestDevice.issue(algorithm, size);
    ScriptedHeadend headend = headend(Factors.TWO_CERTIFICATES_AND_PASSWORD);
    var conversation =
        connect(
            headend,
            new Credentials.AnyConnect(
                "alice", right(), some(TestDevice.issue("EC", 256)), some(second), List.of()));

    assertThat(conversation.lastEvent()).isInstanceOf(ClientEvent.Connected.class);
    assertThat(headend.shown).first().isEqualTo(der(second.chain().getFirst()));
  }

  @Test
  void whoCannotShowTwoIsNotAskedForTwo() {
    assertThat(
            connect(
                    headend(Factors.TWO_CERTIFICATES),
                    new Credentials.AnyConnect("alice", right(), some(TestDevice.issue("EC", 256))))
                .lastEvent())
        .isEqualTo(
            new ClientEvent.AuthenticationFailed(
                "A second certificate is needed, and this client cannot show one."));
  }

  @Test
  void whoHasNoDeviceSaysSo() {
    assertThat(
            connect(
                    headend(Factors.CERTIFICATE_AND_PASSWORD),
                    new Credentials.AnyConnect("alice", right()))
                .lastEvent())
        .isEqualTo(
            new ClientEvent.AuthenticationFailed(
                "A device certificate is needed, and this device has sent none."));
  }

  @Test
  void aDeviceIsNotShownUnasked() {
    ScriptedHeadend headend = headend(Factors.PASSWORD);
    var conversation =
        connect(
            headend,
            new Credentials.AnyConnect("alice", right(), some(TestDevice.issue("EC", 256))));

    assertThat(conversation.lastEvent()).isInstanceOf(ClientEvent.Connected.class);
    assertThat(headend.shown).isEmpty();
  }

  /** The headend's code is one reader, Java's own is another. */
  @Test
  void certificatesAreReadByOthersToo() throws Exception {
    var chain = TestDevice.issue("EC", 256).chain();

    List<Certificate> read =
        List.copyOf(
            CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(CertificatesOnly.encode(chain))));

    assertThat(read).hasSize(2).containsExactlyInAnyOrderElementsOf(chain);
  }

  private static ScriptedHeadend headend(Factors factors) {
    ScriptedHeadend headend = Pairings.headend(KeyExchangeMethod.CURVE25519);
    headend.factors = factors;
    return headend;
  }

  private static Conversation connect(ScriptedHeadend headend, Credentials credentials) {
    return new Conversation(Pairings.settings(credentials), headend, Pairings.NOW).connect();
  }

  private static List<Secret> right() {
    return List.of(Secret.utf8("right"));
  }

  private static Optional<Credentials.Certificate> some(Credentials.Certificate device) {
    return Optional.of(device);
  }

  private static Octets der(X509Certificate certificate) {
    try {
      return Octets.owned(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new AssertionError(e);
    }
  }
}
