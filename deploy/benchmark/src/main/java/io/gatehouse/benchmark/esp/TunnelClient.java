package io.gatehouse.benchmark.esp;

import io.gatehouse.benchmark.node.Unheard;
import io.gatehouse.client.initiator.Assignment;
import io.gatehouse.client.initiator.Credentials;
import io.gatehouse.client.initiator.Effect;
import io.gatehouse.client.initiator.Fragmentation;
import io.gatehouse.client.initiator.Identities;
import io.gatehouse.client.initiator.Initiator;
import io.gatehouse.client.initiator.InitiatorSettings;
import io.gatehouse.client.initiator.MessageIdSync;
import io.gatehouse.client.initiator.Retransmission;
import io.gatehouse.client.initiator.TunnelSa;
import io.gatehouse.endtoend.Site;
import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Command;
import io.gatehouse.node.net.UdpSettings;
import io.gatehouse.node.net.UdpSockets;
import io.gatehouse.node.tun.TunDataPlane;
import io.gatehouse.node.tun.TunSettings;
import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.Prf;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.policy.EncryptionChoice;
import io.gatehouse.protocol.ike.policy.EspProposal;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import io.gatehouse.protocol.ike.policy.Network;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The client of both headends, a process in its namespace. It connects with a pre-shared key, and
 * carries packets with Gatehouse's own plane the other way round: with a slower one, the client
 * would be measured.
 */
final class TunnelClient {

  private static final String NAME = "client";

  /** Printed when the tunnel is there. */
  static final String CONNECTED = "connected";

  private static final String DEVICE = "tunnel";
  private static final int LONGEST_MESSAGE = 1248;
  private static final int REPLAY_WINDOW = 4096;
  private static final EncryptionChoice AES_256_GCM =
      new EncryptionChoice(Encryption.ENCR_AES_GCM_16, 256);

  private final InetAddress local;
  private final UdpSockets sockets;
  private final TunDataPlane plane;
  private final Initiator initiator = new Initiator(settings(), new SecureRandom());

  private TunnelClient(InetAddress local) {
    this.local = local;
    this.sockets = UdpSockets.bind(UdpSettings.of(List.of(local)));
    this.plane =
        TunDataPlane.open(
            new TunSettings(
                DEVICE,
                TunSettings.DEFAULT_MTU,
                List.of(new Network(InetAddress.ofLiteral(Addresses.INSIDE_HOST), 32)),
                REPLAY_WINDOW),
            sockets,
            new Unheard());
  }

  /**
   * @param arguments the local address
   */
  public static void main(String[] arguments) throws InterruptedException {
    TunnelClient client = new TunnelClient(InetAddress.ofLiteral(arguments[0]));
    client.sockets.start(NAME, (_, message) -> client.received(message), client.plane);
    client.connect();
    Thread.currentThread().join();
  }

  private static InitiatorSettings settings() {
    return new InitiatorSettings(
        new Credentials.PreSharedKey(Secret.utf8(Site.PRE_SHARED_KEY)),
        Identities.parse("laptop@" + Site.PSK_DOMAIN),
        List.of(),
        Optional.of(Site.SERVER),
        List.of(
            new IkeProposal(
                "IKE",
                List.of(AES_256_GCM),
                List.of(),
                List.of(Prf.PRF_HMAC_SHA2_384),
                List.of(KeyExchangeMethod.ECP_256))),
        List.of(new EspProposal("ESP", List.of(AES_256_GCM), List.of(), List.of())),
        KeyExchangeMethod.ECP_256,
        Fragmentation.RFC7383,
        LONGEST_MESSAGE,
        0,
        new Retransmission(Duration.ofSeconds(1), 1),
        Optional.empty(),
        MessageIdSync.ANSWERED);
  }

  private synchronized void connect() {
    initiator.begin(Instant.now()).forEach(this::perform);
  }

  private synchronized void received(Octets message) {
    initiator.receive(message, Instant.now()).forEach(this::perform);
  }

  private void perform(Effect effect) {
    switch (effect) {
      case Effect.Send send -> sockets.send(path(send.natTraversal()), List.of(send.message()));
      case Effect.Install install -> install(install.sa());
      case Effect.Configure configure -> configure(configure.assignment());
      case Effect.Remove remove -> plane.remove(remove.inboundSpi());
      case Effect.Report report -> System.out.println(report.event());
      case Effect.LogKeys _ -> {}
    }
  }

  private Path path(boolean natTraversal) {
    int port = natTraversal ? UdpSettings.NAT_TRAVERSAL_PORT : UdpSettings.IKE_PORT;
    InetAddress headend = InetAddress.ofLiteral(Addresses.HEADEND_OUTSIDE);
    return new Path(new InetSocketAddress(local, port), new InetSocketAddress(headend, port), NAME);
  }

  private void install(TunnelSa sa) {
    ChildSa childSa =
        new ChildSa(
            sa.inboundSpi(),
            sa.outboundSpi(),
            sa.suite(),
            sa.inboundKey(),
            sa.inboundIntegrityKey(),
            sa.outboundKey(),
            sa.outboundIntegrityKey(),
            sa.local(),
            sa.remote(),
            ChildSa.Stage.INSTALLED,
            Instant.MAX,
            Instant.MAX);
    plane.install(childSa, path(true), List.of(InetAddress.ofLiteral(Addresses.INSIDE_HOST)));
  }

  private static void configure(Assignment assignment) {
    String address = assignment.first().orElseThrow().getHostAddress();
    Command.of("ip", "address", "add", address + "/32", "dev", DEVICE).run();
    System.out.println(CONNECTED);
  }
}
