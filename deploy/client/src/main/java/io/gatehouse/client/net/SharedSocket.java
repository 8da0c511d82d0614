package io.gatehouse.client.net;

import io.gatehouse.protocol.octets.Octets;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * One socket with one thread for many clients, which are told apart by the initiator's SPI. ESP is
 * let go by.
 */
public final class SharedSocket implements AutoCloseable {

  private final UdpSocket socket;
  private final Map<Long, Consumer<Octets>> clients = new ConcurrentHashMap<>();

  private SharedSocket(UdpSocket socket) {
    this.socket = socket;
  }

  /**
   * @throws java.io.UncheckedIOException when the local address cannot be bound to
   */
  public static SharedSocket open(InetSocketAddress local, Headend headend) {
    var shared = new SharedSocket(new UdpSocket(local, headend));
    Thread.ofPlatform().daemon().name("gatehouse-client-" + local).start(shared::receive);
    return shared;
  }

  /** Hands a client what belongs to its IKE SA, on the socket's thread. */
  public void attach(long initiatorSpi, Consumer<Octets> client) {
    clients.put(initiatorSpi, client);
  }

  public void detach(long initiatorSpi) {
    clients.remove(initiatorSpi);
  }

  public void send(boolean natTraversal, Octets message) {
    socket.sendIke(natTraversal, message);
  }

  private void receive() {
    for (var received = socket.receive(); received.isPresent(); received = socket.receive()) {
      if (received.get() instanceof UdpSocket.Received.Ike(Octets message)
          && message.length() >= Long.BYTES) {
        Optional.ofNullable(clients.get(initiatorSpi(message)))
            .ifPresent(client -> client.accept(message));
      }
    }
  }

  /** The first field of a message that has been made or is long enough (RFC 7296 section 3.1). */
  public static long initiatorSpi(Octets message) {
    return message.buffer().getLong(0);
  }

  @Override
  public void close() {
    socket.close();
  }
}
