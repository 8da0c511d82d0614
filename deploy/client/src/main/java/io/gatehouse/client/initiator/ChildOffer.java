package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.crypto.ChildKeys;
import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.message.TrafficSelector;
import io.gatehouse.protocol.octets.Octets;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the exchanges that make a CHILD SA have in common. */
final class ChildOffer {

  private static final int LAST_PORT = 65535;

  private ChildOffer() {}

  /** An ESP SPI as it stands in payloads: 4 octets. */
  static Octets octets(int spi) {
    return Octets.owned(ByteBuffer.allocate(4).putInt(spi).array());
  }

  /** Everything, of both families: the headend narrows it. */
  static List<TrafficSelector> everything() {
    return List.of(
        new TrafficSelector(0, 0, LAST_PORT, address(new byte[4]), address(filled(new byte[4]))),
        new TrafficSelector(0, 0, LAST_PORT, address(new byte[16]), address(filled(new byte[16]))));
  }

  /** An SA that this client has asked for; nothing when the answer lacks its selectors. */
  static Optional<TunnelSa> initiated(
      int inboundSpi, Octets peerSpi, EspSuite suite, ChildKeys keys, IkeMessage response) {
    return sa(response, true)
        .map(
            selectors ->
                new TunnelSa(
                    inboundSpi,
                    peerSpi.buffer().getInt(),
                    suite,
                    keys.encryptionResponder(),
                    keys.integrityResponder(),
                    keys.encryptionInitiator(),
                    keys.integrityInitiator(),
                    selectors.local(),
                    selectors.remote()));
  }

  /** An SA that the headend has asked for. */
  static Optional<TunnelSa> responded(
      int inboundSpi, Octets peerSpi, EspSuite suite, ChildKeys keys, IkeMessage request) {
    return sa(request, false)
        .map(
            selectors ->
                new TunnelSa(
                    inboundSpi,
                    peerSpi.buffer().getInt(),
                    suite,
                    keys.encryptionInitiator(),
                    keys.integrityInitiator(),
                    keys.encryptionResponder(),
                    keys.integrityResponder(),
                    selectors.local(),
                    selectors.remote()));
  }

  private record Selectors(List<TrafficSelector> local, List<TrafficSelector> remote) {}

  private static Optional<Selectors> sa(IkeMessage message, boolean clientBegan) {
    var initiator =
        message
            .first(Payload.TrafficSelectorsInitiator.class)
            .map(Payload.TrafficSelectorsInitiator::selectors);
    var responder =
        message
            .first(Payload.TrafficSelectorsResponder.class)
            .map(Payload.TrafficSelectorsResponder::selectors);
    return initiator.flatMap(
        tsi ->
            responder.map(tsr -> clientBegan ? new Selectors(tsi, tsr) : new Selectors(tsr, tsi)));
  }

  private static byte[] filled(byte[] octets) {
    Arrays.fill(octets, (byte) 0xFF);
    return octets;
  }

  private static InetAddress address(byte[] octets) {
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
