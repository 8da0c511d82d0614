package io.gatehouse.node.tun;

import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.message.TrafficSelector;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** CHILD SAs and IP packets to test with. */
final class Packets {

  static final InetAddress CLIENT = address("10.99.0.1");
  static final InetAddress SERVER = address("192.168.7.1");

  static final String HEADEND = "vpn1";

  private Packets() {}

  static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }

  static Path path(String local, String remote) {
    return new Path(
        new InetSocketAddress(address(local), 4500),
        new InetSocketAddress(address(remote), 4500),
        HEADEND);
  }

  static TrafficSelector only(InetAddress address) {
    return new TrafficSelector(0, 0, 65_535, address, address);
  }

  static TrafficSelector range(String first, String last) {
    return new TrafficSelector(0, 0, 65_535, address(first), address(last));
  }

  /** What the headend installs for the client. */
  static ChildSa headend(int inboundSpi, int outboundSpi) {
    return childSa(inboundSpi, outboundSpi, 1, 2, SERVER, CLIENT);
  }

  /** What the client has for {@link #headend} with the same numbers. */
  static ChildSa client(int headendSpi, int clientSpi) {
    return childSa(clientSpi, headendSpi, 2, 1, CLIENT, SERVER);
  }

  static ChildSa childSa(
      int inboundSpi,
      int outboundSpi,
      int inboundKey,
      int outboundKey,
      InetAddress local,
      InetAddress remote) {
    return new ChildSa(
        inboundSpi,
        outboundSpi,
        new EspSuite(Encryption.ENCR_AES_GCM_16, 128, Optional.empty(), Optional.empty(), false),
        key(inboundKey),
        Secret.copyOf(new byte[0]),
        key(outboundKey),
        Secret.copyOf(new byte[0]),
        List.of(only(local)),
        List.of(only(remote)),
        ChildSa.Stage.INSTALLED,
        Instant.EPOCH,
        Instant.EPOCH);
  }

  private static Secret key(int octet) {
    byte[] key = new byte[20];
    key[0] = (byte) octet;
    return Secret.owned(key);
  }

  /** A UDP datagram of 4 octets in IPv4. */
  static ByteBuffer udp(
      InetAddress source, int sourcePort, InetAddress destination, int destinationPort) {
    return ByteBuffer.allocate(32)
        .putShort((short) 0x4500)
        .putShort((short) 32)
        .putInt(0)
        .put((byte) 64)
        .put((byte) 17)
        .putShort((short) 0)
        .put(source.getAddress())
        .put(destination.getAddress())
        .putShort((short) sourcePort)
        .putShort((short) destinationPort)
        .putShort((short) 12)
        .putShort((short) 0)
        .putInt(0x01020304)
        .flip();
  }

  static InnerPacket inner(ByteBuffer packet) {
    return InnerPacket.parse(packet).orElseThrow();
  }
}
