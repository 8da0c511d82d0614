package io.gatehouse.client.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.client.initiator.ClientEvent;
import io.gatehouse.client.initiator.Command;
import io.gatehouse.client.initiator.Credentials;
import io.gatehouse.client.initiator.Fragmentation;
import io.gatehouse.client.initiator.HeadendCertificate;
import io.gatehouse.client.initiator.InitiatorSettings;
import io.gatehouse.client.initiator.MessageIdSync;
import io.gatehouse.client.initiator.Retransmission;
import io.gatehouse.client.initiator.ScriptedHeadend;
import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.Prf;
import io.gatehouse.protocol.ike.policy.EncryptionChoice;
import io.gatehouse.protocol.ike.policy.EspProposal;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class VpnClientTest {

  private static final List<EncryptionChoice> GCM =
      List.of(new EncryptionChoice(Encryption.ENCR_AES_GCM_16, 128));
  private static final List<IkeProposal> IKE =
      List.of(
          new IkeProposal(
              "ike",
              GCM,
              List.of(),
              List.of(Prf.PRF_HMAC_SHA2_256),
              List.of(KeyExchangeMethod.CURVE25519)));
  private static final List<EspProposal> ESP =
      List.of(new EspProposal("esp", GCM, List.of(), List.of()));

  private final HeadendCertificate certificate = HeadendCertificate.issue(Instant.now());
  private final List<ClientEvent> events = new CopyOnWriteArrayList<>();

  @Test
  void manyClientsConnectAndLeave() {
    List<LoopbackHeadend> headends = Stream.generate(this::headend).limit(20).toList();
    List<VpnClient> clients =
        headends.stream().map(headend -> client(headend.address(), "right", 5)).toList();
    assertThat(clients.stream().map(VpnClient::connect).toList())
        .allSatisfy(
            connected -> assertThat(connected.join()).isInstanceOf(ClientEvent.Connected.class));
    assertThat(clients.stream().map(client -> client.command(Command.DELETE)).toList())
        .allSatisfy(
            deleted -> assertThat(deleted.join()).isEqualTo(new ClientEvent.Deleted("client")));
    clients.forEach(VpnClient::close);
    headends.forEach(LoopbackHeadend::close);
  }

  @Test
  void commandsHaveTheirOutcomes() {
    try (LoopbackHeadend headend = headend();
        VpnClient client = client(headend.address(), "right", 5)) {
      client.connect().join();
      assertThat(client.command(Command.PROBE).join()).isEqualTo(new ClientEvent.Alive());
      assertThat(client.command(Command.REKEY_CHILD).join())
          .isEqualTo(new ClientEvent.Rekeyed("child", "client"));
      assertThat(events).first().isInstanceOf(ClientEvent.Asked.class);
    }
  }

  @Test
  void anEchoOfEspIsNoReplyToAPing() throws InterruptedException {
    try (LoopbackHeadend headend = headend();
        VpnClient client = client(headend.address(), "right", 5)) {
      client.connect().join();
      var result = client.ping(InetAddress.ofLiteral("10.1.0.1"), 2, 8, Duration.ofMillis(1));
      assertThat(result.sent()).isEqualTo(2);
      assertThat(result.received()).isZero();
    }
  }

  @Test
  void aRefusalEndsAllWaiting() {
    try (LoopbackHeadend headend = headend();
        VpnClient client = client(headend.address(), "never", 5)) {
      var probed = client.next(ClientEvent.Probed.class::isInstance);
      assertThat(client.connect().join())
          .isEqualTo(new ClientEvent.AuthenticationFailed("Not you."));
      assertThat(probed.join()).isEqualTo(new ClientEvent.AuthenticationFailed("Not you."));
      assertThat(client.command(Command.DELETE).join())
          .isEqualTo(new ClientEvent.AuthenticationFailed("Not you."));
    }
  }

  @Test
  void aHeadendThatIsNotThereIsGivenUp() {
    LoopbackHeadend headend = headend();
    Headend gone = headend.address();
    headend.close();
    try (VpnClient client = client(gone, "right", 2)) {
      assertThat(client.connect().join()).isEqualTo(new ClientEvent.TimedOut("IKE_SA_INIT"));
      assertThat(events)
          .containsExactly(
              new ClientEvent.Retransmitted("IKE_SA_INIT", 1),
              new ClientEvent.TimedOut("IKE_SA_INIT"));
    }
  }

  private LoopbackHeadend headend() {
    return new LoopbackHeadend(() -> new ScriptedHeadend(certificate, IKE, ESP));
  }

  private VpnClient client(Headend headend, String password, int tries) {
    var settings =
        new InitiatorSettings(
            new Credentials.AnyConnect("alice", List.of(Secret.utf8(password))),
            InitiatorSettings.ANYCONNECT_IDENTITY,
            List.of(certificate.authority()),
            Optional.of(HeadendCertificate.NAME),
            IKE,
            ESP,
            KeyExchangeMethod.CURVE25519,
            Fragmentation.RFC7383,
            1200,
            0,
            new Retransmission(Duration.ofMillis(tries == 2 ? 20 : 5000), tries),
            Optional.empty(),
            MessageIdSync.ANSWERED);
    var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return VpnClient.start(headend, local, settings, Optional.empty(), events::add);
  }
}
