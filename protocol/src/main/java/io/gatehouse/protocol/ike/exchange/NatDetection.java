package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Where NATs are, from the NAT_DETECTION notifies of IKE_SA_INIT (RFC 7296 section 2.23).
 *
 * @param supported whether the peer sent both kinds: without them it knows no NAT traversal
 * @param remote the peer is behind a NAT
 * @param local the headend is
 */
public record NatDetection(boolean supported, boolean remote, boolean local) {

  private static final NatDetection UNSUPPORTED = new NatDetection(false, false, false);
  private static final int SPIS = 16;
  private static final int PORT = 2;

  /** What a message that came over {@code path} tells. */
  public static NatDetection of(IkeMessage message, Path path) {
    List<Octets> sources = received(message, NotifyType.NAT_DETECTION_SOURCE_IP);
    List<Octets> destinations = received(message, NotifyType.NAT_DETECTION_DESTINATION_IP);
    if (sources.isEmpty() || destinations.isEmpty()) {
      return UNSUPPORTED;
    }
    long initiatorSpi = message.header().initiatorSpi();
    long responderSpi = message.header().responderSpi();
    return new NatDetection(
        true,
        !sources.contains(data(initiatorSpi, responderSpi, path.remote())),
        !destinations.contains(data(initiatorSpi, responderSpi, path.local())));
  }

  /** The two notifies of a message that leaves over {@code path}, with the SPIs of its header. */
  public static List<Payload> notifies(long initiatorSpi, long responderSpi, Path path) {
    return List.of(
        Payload.Notify.of(
            NotifyType.NAT_DETECTION_SOURCE_IP, data(initiatorSpi, responderSpi, path.local())),
        destination(initiatorSpi, responderSpi, path));
  }

  /**
   * The same with a source that is never the headend's, so that the peer finds a NAT and moves to
   * UDP encapsulation whether there is one or not.
   */
  public static List<Payload> notifiesThatForceEncapsulation(
      long initiatorSpi, long responderSpi, Path path) {
    return List.of(
        Payload.Notify.of(
            NotifyType.NAT_DETECTION_SOURCE_IP,
            data(
                initiatorSpi,
                responderSpi,
                new byte[path.local().getAddress().getAddress().length],
                0)),
        destination(initiatorSpi, responderSpi, path));
  }

  /** SHA-1 of both SPIs, the address and the port: 20 octets. */
  static Octets data(long initiatorSpi, long responderSpi, InetSocketAddress end) {
    return data(initiatorSpi, responderSpi, end.getAddress().getAddress(), end.getPort());
  }

  private static Octets data(long initiatorSpi, long responderSpi, byte[] address, int port) {
    ByteBuffer buffer = ByteBuffer.allocate(SPIS + address.length + PORT);
    buffer.putLong(initiatorSpi).putLong(responderSpi).put(address).putShort((short) port);
    return Octets.owned(sha1().digest(buffer.array()));
  }

  private static Payload destination(long initiatorSpi, long responderSpi, Path path) {
    return Payload.Notify.of(
        NotifyType.NAT_DETECTION_DESTINATION_IP, data(initiatorSpi, responderSpi, path.remote()));
  }

  private static List<Octets> received(IkeMessage message, NotifyType type) {
    return message
        .all(Payload.Notify.class)
        .filter(notify -> notify.is(type))
        .map(Payload.Notify::data)
        .toList();
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-1", impossible);
    }
  }
}
