package io.gatehouse.benchmark.kernel;

import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Hosts;
import io.gatehouse.endtoend.lab.LabException;
import io.gatehouse.endtoend.lab.Namespace;
import io.gatehouse.node.net.EspReading;
import io.gatehouse.node.net.InheritedSockets;
import io.gatehouse.node.net.UdpSettings;
import io.gatehouse.node.net.UdpSockets;
import io.gatehouse.protocol.esp.EspOutbound;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A headend between a host outside, which sends as all clients, and a host inside, which sends to
 * them. Nobody reads what arrives: only the headend's work is of interest.
 */
final class Crossroads implements AutoCloseable {

  private static final String OUTSIDE = "outside";
  private static final String INSIDE = "inside";
  private static final Path INTERFACES = Path.of("/proc/thread-self/net/dev");

  /** Of the fields behind an interface's name. */
  private static final int SENT_PACKETS = 9;

  private static final double ENOUGH = 0.999;
  private static final InetAddress HOST = InetAddress.ofLiteral(Addresses.INSIDE_HOST);

  private final Hosts hosts;
  private final Namespace headend;
  private final UdpSockets sockets;
  private final BatchSocket outsideSocket;
  private final BatchSocket insideSocket;

  private Crossroads(Hosts hosts, Namespace headend, Namespace outside, Namespace inside) {
    this.hosts = hosts;
    this.headend = headend;
    UdpSettings settings = UdpSettings.of(List.of(Client.LOCAL.getAddress()));
    this.sockets =
        headend.call(() -> UdpSockets.open(settings, EspReading.KERNEL, InheritedSockets.NONE));
    this.outsideSocket = outside.call(() -> BatchSocket.bound(Client.REMOTE));
    this.insideSocket =
        inside.call(() -> BatchSocket.bound(new InetSocketAddress(HOST, Packet.DISCARD)));
  }

  static Crossroads open(Path files) {
    Hosts hosts = Hosts.open(files);
    try {
      Namespace headend = hosts.add("headend");
      Namespace outside =
          connect(headend, OUTSIDE, Addresses.HEADEND_OUTSIDE, hosts, Addresses.client(1));
      Namespace inside =
          connect(headend, INSIDE, Addresses.HEADEND_INSIDE, hosts, Addresses.INSIDE_HOST);
      headend.forward();
      inside.ip("route", "add", Client.NETWORK, "via", Addresses.HEADEND_INSIDE);
      return new Crossroads(hosts, headend, outside, inside);
    } catch (RuntimeException e) {
      hosts.close();
      throw e;
    }
  }

  /** Adds a host; a ping makes both ends of the cable know each other. */
  private static Namespace connect(
      Namespace headend, String name, String here, Hosts hosts, String there) {
    Namespace host = hosts.add(name);
    headend.link(name, host, name);
    headend.use(name, here + "/24");
    host.use(name, there + "/24");
    host.command("ping", "-n", "-c", "1", "-w", "5", here).run();
    return host;
  }

  /** Does something on the headend. */
  <T> T atHeadend(Callable<T> task) {
    return headend.call(task);
  }

  /**
   * Sends from the host inside to every client in turn.
   *
   * @return packets that the headend has sent on
   */
  long sendOut(DatagramBatch batch) {
    return forwarded(OUTSIDE, insideSocket, batch);
  }

  /** The other way. */
  long sendIn(DatagramBatch batch) {
    return forwarded(INSIDE, outsideSocket, batch);
  }

  private long forwarded(String device, BatchSocket socket, DatagramBatch batch) {
    long before = sent(device);
    socket.send(batch);
    long forwarded = sent(device) - before;
    if (forwarded < ENOUGH * batch.count()) {
      throw new LabException(
          "of %d packets the headend has sent on %d".formatted(batch.count(), forwarded));
    }
    return forwarded;
  }

  private long sent(String device) {
    return headend.call(
        () ->
            Files.readAllLines(INTERFACES).stream()
                .map(line -> line.strip().split("[:\\s]+", -1))
                .filter(words -> words[0].equals(device))
                .mapToLong(words -> Long.parseLong(words[1 + SENT_PACKETS]))
                .sum());
  }

  /** Packets of this length to every client, so often. */
  static DatagramBatch out(List<Client> clients, int times, int length) {
    DatagramBatch batch = new DatagramBatch(clients.size() * times, length);
    ByteBuffer payload = ByteBuffer.allocate(Packet.payload(length));
    for (int i = 0; i < times; i++) {
      clients.forEach(
          client ->
              batch.add(new InetSocketAddress(client.inside(), Packet.DISCARD), payload.rewind()));
    }
    return batch;
  }

  /** Packets of this length in ESP from every client, so often. */
  static DatagramBatch in(List<Client> clients, int times, int length) {
    List<EspOutbound> senders = clients.stream().map(Crossroads::sender).toList();
    int longest = length + senders.getFirst().overhead();
    DatagramBatch batch = new DatagramBatch(clients.size() * times, longest);
    ByteBuffer esp = ByteBuffer.allocate(longest);
    for (int i = 0; i < times; i++) {
      for (Client client : clients) {
        EspOutbound sender = senders.get(client.number() - 1);
        boolean _ = sender.protect(Packet.of(client.inside(), HOST, length), esp.clear());
        batch.add(Client.LOCAL, esp.flip());
      }
    }
    return batch;
  }

  private static EspOutbound sender(Client client) {
    ChildSa sa = client.childSa();
    return EspOutbound.of(
        sa.inboundSpi(), sa.suite(), sa.inboundKey(), sa.inboundIntegrityKey(), 1);
  }

  @Override
  public void close() {
    outsideSocket.close();
    insideSocket.close();
    sockets.close();
    hosts.close();
  }
}
