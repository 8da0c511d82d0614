package io.gatehouse.node.kernel;

import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.ike.crypto.Integrity;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.message.TrafficSelector;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** CHILD SAs to test with, of a client and of its headend. */
final class KernelFixtures {

  static final InetAddress CLIENT = address("10.99.0.1");
  static final InetAddress SERVER = address("192.168.7.1");
  static final InetAddress HEADEND_OUTSIDE = address("10.1.0.1");
  static final InetAddress CLIENT_OUTSIDE = address("10.1.0.2");
  static final InetAddress CLIENT_ELSEWHERE = address("10.1.0.3");
  static final InetAddress HEADEND_OUTSIDE6 = address("fd00:1::1");
  static final InetAddress CLIENT_OUTSIDE6 = address("fd00:1::2");
  static final InetAddress CLIENT_ELSEWHERE6 = address("fd00:1::3");
  static final InetAddress SERVER6 = address("2001:db8:7::1");
  static final InetAddress CLIENT6 = address("2001:db8:9::1");
  static final String HEADEND = "vpn1";
  static final int PORT = 4500;

  static final EspSuite GCM = aead(Encryption.ENCR_AES_GCM_16, 128, false);

  private static final TrafficSelector EVERYTHING = range("0.0.0.0", "255.255.255.255");

  private KernelFixtures() {}

  static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }

  static EspSuite aead(Encryption encryption, int keyLength, boolean extended) {
    return new EspSuite(encryption, keyLength, Optional.empty(), Optional.empty(), extended);
  }

  static EspSuite cbc(int keyLength, Integrity integrity, boolean extended) {
    return new EspSuite(
        Encryption.ENCR_AES_CBC, keyLength, Optional.of(integrity), Optional.empty(), extended);
  }

  static TrafficSelector range(String first, String last) {
    return new TrafficSelector(0, 0, 0xFFFF, address(first), address(last));
  }

  static TrafficSelector only(InetAddress address) {
    return new TrafficSelector(0, 0, 0xFFFF, address, address);
  }

  /** From the headend to the client's port. */
  static Path toClient(InetAddress client, int port) {
    return new Path(
        new InetSocketAddress(HEADEND_OUTSIDE, PORT), new InetSocketAddress(client, port), HEADEND);
  }

  static Path reversed(Path path) {
    return new Path(path.remote(), path.local(), path.headend());
  }

  static ChildSa headend(int inboundSpi, int outboundSpi) {
    return headend(inboundSpi, outboundSpi, GCM);
  }

  /** The client may send to, and is sent to from, anywhere. */
  static ChildSa headend(int inboundSpi, int outboundSpi, EspSuite suite) {
    return childSa(inboundSpi, outboundSpi, suite, List.of(EVERYTHING), List.of(only(CLIENT)));
  }

  /** What the client has for {@link #headend} with the same numbers; it may send as anybody. */
  static ChildSa client(int headendSpi, int clientSpi, EspSuite suite) {
    return childSa(clientSpi, headendSpi, suite, List.of(EVERYTHING), List.of(only(SERVER)));
  }

  static ChildSa childSa(
      int inboundSpi,
      int outboundSpi,
      EspSuite suite,
      List<TrafficSelector> local,
      List<TrafficSelector> remote) {
    return new ChildSa(
        inboundSpi,
        outboundSpi,
        suite,
        key(inboundSpi, keyLength(suite)),
        key(inboundSpi + 1, suite.integrity().map(Integrity::keyLength).orElse(0)),
        key(outboundSpi, keyLength(suite)),
        key(outboundSpi + 1, suite.integrity().map(Integrity::keyLength).orElse(0)),
        local,
        remote,
        ChildSa.Stage.INSTALLED,
        Instant.EPOCH,
        Instant.now().plusSeconds(3_600));
  }

  private static int keyLength(EspSuite suite) {
    return suite.keyLength() / Byte.SIZE + suite.encryption().saltLength();
  }

  /** The same for the same SPI, whichever side has it. */
  private static Secret key(int spi, int length) {
    byte[] key = new byte[length];
    Arrays.fill(key, (byte) (spi ^ spi >>> 8 ^ spi >>> 16 ^ spi >>> 24));
    return Secret.owned(key);
  }
}
