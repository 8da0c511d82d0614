package io.gatehouse.endtoend.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.Map;

/**
 * Carries the datagrams of clients to IKE's two ports of a headend and back, from a port of its own
 * for each client's port. It uses nothing but the JDK, so that it can be started from one class
 * path entry.
 */
public final class UdpTranslation {
  private static final int[] PORTS = {500, 4500};
  private static final int LONGEST = 65_535;

  private final InetAddress outer;
  private final InetAddress headend;
  private final Selector selector;
  private final Map<Flow, DatagramChannel> outward = new HashMap<>();
  private final ByteBuffer datagram = ByteBuffer.allocateDirect(LONGEST);

  private record Flow(InetSocketAddress client, int headendPort) {}

  /** What a channel carries: from clients to a port of the headend, or back to one client. */
  private sealed interface Direction {
    record Out(int headendPort) implements Direction {}

    record Back(DatagramChannel clients, InetSocketAddress client) implements Direction {}
  }

  private UdpTranslation(InetAddress outer, InetAddress headend) throws IOException {
    this.outer = outer;
    this.headend = headend;
    this.selector = Selector.open();
  }

  /** Arguments: the address that clients use, the one that the headend sees, and the headend's. */
  public static void main(String[] arguments) throws IOException {
    UdpTranslation translation =
        new UdpTranslation(
            InetAddress.getByName(arguments[1]), InetAddress.getByName(arguments[2]));
    InetAddress inner = InetAddress.getByName(arguments[0]);
    for (int port : PORTS) {
      translation.open(new InetSocketAddress(inner, port), new Direction.Out(port));
    }
    System.out.println("Translating");
    translation.run();
  }

  private DatagramChannel open(InetSocketAddress local, Direction direction) throws IOException {
    DatagramChannel channel = DatagramChannel.open().bind(local);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, direction);
    return channel;
  }

  private void run() throws IOException {
    while (true) {
      selector.select(this::ready);
    }
  }

  private void ready(SelectionKey key) {
    try {
      DatagramChannel channel = (DatagramChannel) key.channel();
      Direction direction = (Direction) key.attachment();
      InetSocketAddress sender = (InetSocketAddress) channel.receive(datagram.clear());
      if (sender != null) {
        carry(channel, direction, sender, datagram.flip());
      }
    } catch (IOException e) {
      // As any router does: what cannot be sent is lost.
      System.out.println("Lost a datagram: " + e);
    }
  }

  private void carry(
      DatagramChannel channel, Direction direction, InetSocketAddress sender, ByteBuffer payload)
      throws IOException {
    switch (direction) {
      case Direction.Out(int port) ->
          outward(channel, new Flow(sender, port))
              .send(payload, new InetSocketAddress(headend, port));
      case Direction.Back(DatagramChannel clients, InetSocketAddress client) ->
          clients.send(payload, client);
    }
  }

  private DatagramChannel outward(DatagramChannel clients, Flow flow) throws IOException {
    DatagramChannel known = outward.get(flow);
    if (known != null) {
      return known;
    }
    DatagramChannel channel =
        open(new InetSocketAddress(outer, 0), new Direction.Back(clients, flow.client()));
    outward.put(flow, channel);
    return channel;
  }
}
