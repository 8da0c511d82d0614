package io.gatehouse.client.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.client.initiator.Credentials;
import io.gatehouse.client.initiator.Fragmentation;
import io.gatehouse.client.initiator.Identities;
import io.gatehouse.client.initiator.InitiatorSettings;
import io.gatehouse.client.initiator.MessageIdSync;
import io.gatehouse.client.initiator.Retransmission;
import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.Prf;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.policy.EncryptionChoice;
import io.gatehouse.protocol.ike.policy.EspProposal;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import io.gatehouse.protocol.octets.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NumberedClientsTest {

  private static final List<EncryptionChoice> GCM =
      List.of(new EncryptionChoice(Encryption.ENCR_AES_GCM_16, 128));
  private static final Credentials USER =
      new Credentials.AnyConnect("user{n}", List.of(Secret.utf8("{n}")));

  @Test
  void userNamesAndIdentitiesAreNumbered() {
    InitiatorSettings client = new NumberedClients(settings("keyid:laptop-{n}")).apply(42);

    assertThat(client.identity()).isEqualTo(Identities.parse("keyid:laptop-42"));
    assertThat(client.credentials())
        .isEqualTo(new Credentials.AnyConnect("user42", List.of(Secret.utf8("{n}"))));
  }

  @Test
  void otherIdentitiesStayAsTheyAre() {
    for (String identity : List.of("gw.example.com", "192.0.2.1", "CN={n}")) {
      Identification given = Identities.parse(identity);
      assertThat(new NumberedClients(settings(identity)).apply(7).identity()).isEqualTo(given);
    }
  }

  private static InitiatorSettings settings(String identity) {
    return new InitiatorSettings(
        USER,
        Identities.parse(identity),
        List.of(),
        Optional.empty(),
        List.of(
            new IkeProposal(
                "ike",
                GCM,
                List.of(),
                List.of(Prf.PRF_HMAC_SHA2_256),
                List.of(KeyExchangeMethod.ECP_256))),
        List.of(new EspProposal("esp", GCM, List.of(), List.of())),
        KeyExchangeMethod.ECP_256,
        Fragmentation.RFC7383,
        1200,
        0,
        new Retransmission(Duration.ofSeconds(1), 2),
        Optional.empty(),
        MessageIdSync.ANSWERED);
  }
}
