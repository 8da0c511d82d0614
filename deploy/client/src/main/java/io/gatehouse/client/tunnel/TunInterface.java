package io.gatehouse.client.tunnel;

import io.gatehouse.client.initiator.Assignment;
import io.gatehouse.node.tun.TunDevice;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** A TUN device with the inside address and the routes of a client. */
public final class TunInterface implements AutoCloseable {

  /** ESP, UDP and IP around it must fit into 1500 octets. */
  private static final int MTU = 1400;

  private final TunDevice device;
  private final ByteBuffer written = ByteBuffer.allocateDirect(TunDevice.LONGEST_PACKET);
  private final ReentrantLock writing = new ReentrantLock();

  private TunInterface(TunDevice device) {
    this.device = device;
  }

  /**
   * Makes the device; it is gone with the process.
   *
   * @param inside takes what the kernel sends into the device
   */
  public static TunInterface open(String name, Consumer<ByteBuffer> inside) {
    var opened = new TunInterface(TunDevice.open(name));
    Thread.ofPlatform().daemon().name(name).start(() -> opened.read(inside));
    return opened;
  }

  /**
   * Gives the device its addresses and routes. Without subnets everything is routed into it, but
   * what goes to the headend.
   */
  public void configure(Assignment assignment, InetAddress headend) {
    for (InetAddress address : assignment.addresses()) {
      int length = address.getAddress().length * 8;
      IpRoute.run(
          "address", "replace", address.getHostAddress() + "/" + length, "dev", device.name());
    }
    IpRoute.run("link", "set", "dev", device.name(), "mtu", Integer.toString(MTU), "up");
    if (assignment.subnets().isEmpty()) {
      IpRoute.keep(headend);
    }
    for (String network : networks(assignment)) {
      IpRoute.run("route", "replace", network, "dev", device.name());
    }
  }

  /** Half of the addresses twice, which leaves the default route in its place. */
  private static List<String> networks(Assignment assignment) {
    if (!assignment.subnets().isEmpty()) {
      return assignment.subnets();
    }
    return assignment.addresses().stream()
        .flatMap(
            address ->
                address instanceof Inet4Address
                    ? List.of("0.0.0.0/1", "128.0.0.0/1").stream()
                    : List.of("::/1", "8000::/1").stream())
        .distinct()
        .toList();
  }

  /** Hands a packet from the tunnel to the kernel. */
  public void write(ByteBuffer packet) {
    writing.lock();
    try {
      device.write(written.clear().put(packet.duplicate()).flip());
    } finally {
      writing.unlock();
    }
  }

  private void read(Consumer<ByteBuffer> inside) {
    ByteBuffer packet = ByteBuffer.allocateDirect(TunDevice.LONGEST_PACKET);
    while (device.await()) {
      while (device.read(packet)) {
        inside.accept(ByteBuffer.allocate(packet.remaining()).put(packet).flip());
      }
    }
  }

  @Override
  public void close() {
    device.close();
  }
}
