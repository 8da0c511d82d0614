package io.gatehouse.protocol.esp;

import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;

/** Whether a packet is what it claims to be, for somebody who does not forward it. */
public final class Authenticity {

  private Authenticity() {}

  /**
   * Whether the packet passes the integrity check of an inbound SA, and is not known to have come
   * before.
   *
   * @param received up to which sequence number packets are known to have come; 0 for none
   * @param packet any octets, from the SPI on
   */
  public static boolean of(
      int spi, EspSuite suite, Secret key, Secret integrityKey, long received, Octets packet) {
    EspInbound inbound =
        EspInbound.of(spi, suite, key, integrityKey, ReplayWindow.MINIMUM, received);
    byte[] esp = packet.toArray();
    return switch (inbound.open(ByteBuffer.wrap(esp), ByteBuffer.allocate(esp.length))) {
      case ACCEPTED, DUMMY -> true;
      case REPLAYED, INVALID -> false;
    };
  }
}
