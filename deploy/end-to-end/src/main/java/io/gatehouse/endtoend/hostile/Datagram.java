package io.gatehouse.endtoend.hostile;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/** What is sent to one of the headend's ports. */
record Datagram(int port, ByteBuffer payload) {
  static final int IKE_PORT = 500;
  static final int NAT_PORT = 4500;

  /** Octets of the non-ESP marker (RFC 3948 section 2.2). */
  static final int MARKER = 4;

  /** An IKE message to either port. */
  static Datagram ike(byte[] message, RandomGenerator random) {
    if (random.nextBoolean()) {
      return new Datagram(IKE_PORT, ByteBuffer.wrap(message));
    }
    ByteBuffer marked = ByteBuffer.allocate(MARKER + message.length);
    return new Datagram(NAT_PORT, marked.position(MARKER).put(message).rewind());
  }

  /** These octets to either port, whatever they mean there. */
  static Datagram raw(byte[] octets, RandomGenerator random) {
    return new Datagram(random.nextBoolean() ? IKE_PORT : NAT_PORT, ByteBuffer.wrap(octets));
  }
}
