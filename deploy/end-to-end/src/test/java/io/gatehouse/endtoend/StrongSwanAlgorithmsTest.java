package io.gatehouse.endtoend;

import static io.gatehouse.endtoend.capture.DissectedMessage.IKE_AUTH;
import static io.gatehouse.endtoend.capture.DissectedMessage.IKE_SA_INIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.endtoend.capture.DissectedMessage;
import io.gatehouse.endtoend.capture.Dissection;
import io.gatehouse.endtoend.peer.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ciphers, key exchange groups and fragmentation, with Debian's strongSwan. */
class StrongSwanAlgorithmsTest {
  @RegisterExtension static final Laboratory LABORATORY = Laboratory.withClients(1);

  private static final int NO_PROPOSAL_CHOSEN = 14;
  private static final int INVALID_KE_PAYLOAD = 17;

  @ParameterizedTest
  @CsvSource({
    "aes256-sha256-modp2048,               aes256-sha256",
    "aes128-sha1-modp3072,                 aes128-sha1",
    "aes128gcm16-prfsha256-modp4096,       aes128gcm16",
    "aes256gcm16-prfsha384-ecp256,         aes256gcm16",
    "aes192-sha384-ecp384,                 aes256gcm16",
    "aes256-sha512-ecp521,                 aes256-sha256",
    "aes256gcm16-prfsha512-curve25519,     aes256gcm16",
    "chacha20poly1305-prfsha256-curve25519, chacha20poly1305"
  })
  void protectsWith(String ikeProposal, String espProposal) {
    Connection connection =
        site().withPreSharedKey().withIkeProposal(ikeProposal).withEspProposal(espProposal);
    try (ObservedClient observed = ObservedClient.on(LABORATORY.scene(), connection)) {
      observed.connectAndUseTunnel();
      observed.client().disconnect();
      observed.dissect();
    }
  }

  @Test
  void asksForAnotherGroupWhenItDoesNotKnowTheFirst() {
    Connection connection =
        site().withPreSharedKey().withIkeProposal("aes256gcm16-prfsha384-modp6144-ecp256");
    try (ObservedClient observed = ObservedClient.on(LABORATORY.scene(), connection)) {
      observed.client().connect();
      observed.client().disconnect();
      Dissection dissection = observed.dissect();
      assertThat(dissection.hasNotification(INVALID_KE_PAYLOAD)).isTrue();
      assertThat(dissection.exchange(IKE_SA_INIT)).hasSize(4);
    }
  }

  @Test
  void refusesAProposalThatItDoesNotHave() {
    Connection connection =
        site().withPreSharedKey().withIkeProposal("aes256ccm16-prfsha384-ecp256");
    try (ObservedClient observed = ObservedClient.on(LABORATORY.scene(), connection)) {
      assertThat(observed.client().tryToConnect().succeeded()).isFalse();
      assertThat(observed.dissect().hasNotification(NO_PROPOSAL_CHOSEN)).isTrue();
    }
  }

  @Test
  void readsAndSendsFragments() {
    assertFragments(site().withRsa().withForcedFragmentation(), 2, 2);
  }

  @Test
  void sendsACertificateThatDoesNotFitIntoADatagram() {
    assertFragments(site().withLargeServerCertificate(Site.ALICE), 3, 0);
  }

  private static void assertFragments(
      Connection connection, int leastFromServer, int leastFromClient) {
    try (ObservedClient observed = ObservedClient.on(LABORATORY.scene(), connection)) {
      observed.connectAndUseTunnel();
      observed.client().disconnect();
      Dissection dissection = observed.dissect();
      assertThat(fragments(dissection, true)).isGreaterThanOrEqualTo(leastFromServer);
      assertThat(fragments(dissection, false)).isGreaterThanOrEqualTo(leastFromClient);
    }
  }

  private static long fragments(Dissection dissection, boolean response) {
    return dissection
        .exchange(IKE_AUTH)
        .filter(DissectedMessage::isFragment)
        .filter(message -> message.response() == response)
        .count();
  }

  private static Site site() {
    return LABORATORY.scene().site();
  }
}
