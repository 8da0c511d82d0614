package io.gatehouse.benchmark.kernel;

import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.message.TrafficSelector;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One of many clients, all behind one address.
 *
 * @param number from 1
 */
record Client(int number) {

  static final String HEADEND = "bench";
  static final InetSocketAddress LOCAL = endpoint(Addresses.HEADEND_OUTSIDE);
  static final InetSocketAddress REMOTE = endpoint(Addresses.client(1));

  /** Where all addresses inside are from. */
  static final String NETWORK = "10.64.0.0/10";

  private static final int NETWORK_ADDRESS = 10 << 24 | 64 << 16;
  private static final int KEY = 32 + 4;
  private static final int GENERATION_BITS = 8;
  private static final int SESSION_NUMBERS = 0xFF_FFFF;
  private static final int LARGE_SPI = 0x8000_0000;

  /** Odd, so that no two numbers become one. */
  private static final int SCATTER = 0x9E37_79B1;

  private static final Duration LIFE = Duration.ofHours(1);
  private static final EspSuite AES_256_GCM =
      new EspSuite(Encryption.ENCR_AES_GCM_16, 256, Optional.empty(), Optional.empty(), false);
  private static final TrafficSelector EVERYTHING =
      between(InetAddress.ofLiteral("0.0.0.0"), InetAddress.ofLiteral("255.255.255.255"));

  static List<Client> first(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(Client::new).toList();
  }

  InetAddress inside() {
    byte[] octets = ByteBuffer.allocate(Integer.BYTES).putInt(NETWORK_ADDRESS + number).array();
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * As Gatehouse deals them out: with session numbers that are all over their range. One after the
   * other they would meet in few places of the kernel's hash table.
   */
  private int inboundSpi() {
    return (number * SCATTER & SESSION_NUMBERS) << GENERATION_BITS;
  }

  Path path() {
    return new Path(LOCAL, REMOTE, HEADEND);
  }

  ChildSa childSa() {
    Secret none = Secret.owned(new byte[0]);
    return new ChildSa(
        inboundSpi(),
        LARGE_SPI | number * SCATTER,
        AES_256_GCM,
        key(1),
        none,
        key(2),
        none,
        List.of(EVERYTHING),
        List.of(between(inside(), inside())),
        ChildSa.Stage.INSTALLED,
        Instant.MAX,
        Instant.now().plus(LIFE));
  }

  private Secret key(int direction) {
    return Secret.owned(ByteBuffer.allocate(KEY).putInt(direction).putInt(number).array());
  }

  private static TrafficSelector between(InetAddress first, InetAddress last) {
    return new TrafficSelector(0, 0, 0xFFFF, first, last);
  }

  private static InetSocketAddress endpoint(String address) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), 4500);
  }
}
