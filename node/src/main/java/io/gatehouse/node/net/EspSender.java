package io.gatehouse.node.net;

import io.gatehouse.protocol.ike.exchange.Path;
import java.nio.ByteBuffer;

/** Sends ESP packets in UDP (RFC 3948). Safe for several threads. */
public interface EspSender {

  /**
   * Sends the packets that remain in {@code esp}, one behind the other, which may be used again
   * afterwards. Never throws and never waits: packets that cannot be sent are dropped and counted.
   *
   * @param length octets of each packet; the last one may be shorter
   */
  void send(Path path, ByteBuffer esp, int length);
}
