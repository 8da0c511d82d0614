package io.gatehouse.node.net;

import io.gatehouse.protocol.ike.exchange.Path;
import java.nio.ByteBuffer;

/** Takes the ESP packets that arrive in UDP (RFC 3948). */
@FunctionalInterface
public interface EspReceiver {

  /**
   * Takes a packet on the thread that has read it.
   *
   * @param esp any octets, from SPI on, backed by an array; belongs to the caller again when this
   *     returns
   */
  void receive(Path path, ByteBuffer esp);

  /** No more can be read for now on this thread: what was held back is to go on. */
  default void flush() {}
}
