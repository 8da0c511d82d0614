package io.gatehouse.client.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.Integrity;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.Prf;
import io.gatehouse.protocol.ike.policy.EncryptionChoice;
import io.gatehouse.protocol.ike.policy.EspProposal;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProposalNotationTest {

  @Test
  void anAeadNeedsItsPrf() {
    assertThat(ProposalNotation.ike("aes256gcm16-prfsha384-ecp256"))
        .isEqualTo(
            new IkeProposal(
                "aes256gcm16-prfsha384-ecp256",
                List.of(new EncryptionChoice(Encryption.ENCR_AES_GCM_16, 256)),
                List.of(),
                List.of(Prf.PRF_HMAC_SHA2_384),
                List.of(KeyExchangeMethod.ECP_256)));
  }

  @Test
  void otherwiseThePrfFollowsFromTheIntegrityAlgorithm() {
    var proposal = ProposalNotation.ike("aes128-aes256-sha256-sha1-modp2048-x25519");
    assertThat(proposal.integrity())
        .containsExactly(Integrity.AUTH_HMAC_SHA2_256_128, Integrity.AUTH_HMAC_SHA1_96);
    assertThat(proposal.prf()).containsExactly(Prf.PRF_HMAC_SHA2_256, Prf.PRF_HMAC_SHA1);
    assertThat(proposal.keyExchange())
        .containsExactly(KeyExchangeMethod.MODP_2048, KeyExchangeMethod.CURVE25519);
  }

  @Test
  void espNeedsNoKeyExchange() {
    assertThat(ProposalNotation.esp("chacha20poly1305"))
        .isEqualTo(
            new EspProposal(
                "chacha20poly1305",
                List.of(new EncryptionChoice(Encryption.ENCR_CHACHA20_POLY1305, 256)),
                List.of(),
                List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "rot13-sha256-ecp256, \"rot13\" in proposal",
    "aes256-ecp256, no integrity",
    "sha256-ecp256, no encryption",
    "aes256gcm16-ecp256, needs a PRF",
    "aes256-sha256, needs a PRF and a key exchange",
    "aes256--sha256, \"\" in proposal"
  })
  void aMistakeIsNamed(String proposal, String mistake) {
    assertThatThrownBy(() -> ProposalNotation.ike(proposal))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(mistake);
  }
}
