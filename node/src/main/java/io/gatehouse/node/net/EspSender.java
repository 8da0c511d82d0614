package io.gatehouse.node.net;

import io.gatehouse.protocol.ike.exchange.Path;
import java.nio.ByteBuffer;

/** Sends ESP packets in UDP (RFC 3948). Safe for several threads. */
public interface EspSender {

  /**
   * Sends what remains in {@code esp}, which may be used again afterwards. Never throws and never
   * waits: a packet that cannot be sent is dropped and counted.
   */
  void send(Path path, ByteBuffer esp);
}
