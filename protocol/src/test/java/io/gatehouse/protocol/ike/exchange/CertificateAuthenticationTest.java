package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.policy.Credential;
import io.gatehouse.protocol.octets.Octets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CertificateAuthenticationTest {

  private static IkeMessage byCertificate(Testbed testbed, Credential credential, boolean sent)
      throws Exception {
    Payload.Certificate certificate =
        new Payload.Certificate(
            Payload.Certificate.X509_SIGNATURE,
            Octets.owned(credential.chain().getFirst().getEncoded()));
    List<Payload> payloads =
        Testbed.admission(Policies.ALICE, testbed.client.signature(Policies.ALICE, credential));
    if (sent) {
      payloads.add(certificate);
    }
    testbed.send(ExchangeType.IKE_AUTH, payloads);
    if (!testbed.headend.all(Decision.Authorize.class).isEmpty()) {
      testbed.headend.authorize();
    }
    return testbed.answer();
  }

  @Test
  @DisplayName("IKEv2.SGW.R.1.1.10.1-3: CERTREQ, CERT and signatures of both sides")
  void certificates() throws Exception {
    Testbed certified = new Testbed(Policies.certificate());
    IkeMessage initial =
        certified.client.agreed(certified.sentInTheClear(certified.client.initial()));
    assertThat(initial.first(Payload.CertificateRequest.class)).isPresent();

    IkeMessage response = byCertificate(certified, TestCertificates.CLIENT, true);

    Identification headend =
        response.first(Payload.IdentificationResponder.class).orElseThrow().identification();
    assertThat(response.first(Payload.Certificate.class)).isPresent();
    assertThat(
            certified.client.trusts(
                headend,
                response.first(Payload.Authentication.class).orElseThrow(),
                TestCertificates.HEADEND))
        .isTrue();
    assertThat(certified.headend.isEstablished()).isTrue();
  }

  @Test
  @DisplayName("a certificate that is not for the identity is refused")
  void certificateOfSomebodyElse() throws Exception {
    IkeMessage response =
        byCertificate(Testbed.agreed(Policies.certificate()), TestCertificates.HEADEND, true);

    assertThat(Testbed.refuses(response, NotifyType.AUTHENTICATION_FAILED)).isTrue();
  }

  @Test
  @DisplayName("a certificate of an authority that only has the right name is refused")
  void untrustedCertificate() throws Exception {
    IkeMessage response =
        byCertificate(Testbed.agreed(Policies.certificate()), TestCertificates.STRANGER, true);

    assertThat(Testbed.refuses(response, NotifyType.AUTHENTICATION_FAILED)).isTrue();
  }

  @Test
  @DisplayName("a signature without a certificate is refused")
  void noCertificate() throws Exception {
    IkeMessage response =
        byCertificate(Testbed.agreed(Policies.certificate()), TestCertificates.CLIENT, false);

    assertThat(Testbed.refuses(response, NotifyType.AUTHENTICATION_FAILED)).isTrue();
  }
}
