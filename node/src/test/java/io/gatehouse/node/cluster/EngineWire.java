package io.gatehouse.node.cluster;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** Carries the records of two TLS engines to and fro, without a network. */
final class EngineWire {

  private static final int OCTETS = 64 * 1024;

  private final SSLEngine client;
  private final SSLEngine server;
  private final ByteBuffer toServer = ByteBuffer.allocate(OCTETS);
  private final ByteBuffer toClient = ByteBuffer.allocate(OCTETS);

  EngineWire(SSLEngine client, SSLEngine server) {
    this.client = client;
    this.server = server;
  }

  /** Each side does what it can do now. */
  void turn() throws SSLException {
    step(client, toClient, toServer);
    step(server, toServer, toClient);
  }

  private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
    HandshakeStatus status = engine.getHandshakeStatus();
    if (status == HandshakeStatus.NEED_TASK) {
      engine.getDelegatedTask().run();
    } else if (status == HandshakeStatus.NEED_WRAP) {
      engine.wrap(ByteBuffer.allocate(0), out);
    } else {
      in.flip();
      engine.unwrap(in, ByteBuffer.allocate(OCTETS));
      in.compact();
    }
  }
}
