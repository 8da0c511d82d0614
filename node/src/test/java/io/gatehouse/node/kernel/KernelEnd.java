package io.gatehouse.node.kernel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.node.namespace.NetworkNamespace;
import io.gatehouse.node.net.EspReading;
import io.gatehouse.node.net.InheritedSockets;
import io.gatehouse.node.net.UdpSettings;
import io.gatehouse.node.net.UdpSockets;
import io.gatehouse.node.xfrm.EspState;
import io.gatehouse.node.xfrm.XfrmPolicy;
import io.gatehouse.node.xfrm.XfrmSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One end of a tunnel: a network namespace, the sockets that the kernel reads, and a plane. */
final class KernelEnd implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  final NetworkNamespace namespace;
  final RecordedEvents events = new RecordedEvents();
  private final List<UdpSockets> sockets = new ArrayList<>();
  private final List<InetAddress> outside;
  private XfrmDataPlane plane;

  private KernelEnd(NetworkNamespace namespace, List<InetAddress> outside) throws Exception {
    this.namespace = namespace;
    this.outside = outside;
    this.plane = open(namespace, outside, true, false, Optional.empty(), events);
  }

  /** Skips the test where the kernel has no ESP: it is run in one that has, where none may be. */
  static void requireEsp(NetworkNamespace namespace) throws Exception {
    try (XfrmSocket socket = namespace.call(XfrmSocket::open)) {
      new KernelStates(socket).probe();
    } catch (DataPlaneException e) {
      assumeTrue(false, "run it with deploy/test-kernel: " + e.reason());
    }
  }

  /**
   * @param inside its address inside the tunnel
   * @param outside its addresses outside; the first is listened on
   */
  static KernelEnd open(NetworkNamespace namespace, InetAddress inside, InetAddress... outside)
      throws Exception {
    requireEsp(namespace);
    namespace.exec("ip", "link", "set", "lo", "up");
    namespace.exec("ip", "link", "add", "gh0", "type", "dummy");
    namespace.exec("ip", "address", "add", inside.getHostAddress() + "/32", "dev", "gh0");
    KernelEnd end = new KernelEnd(namespace, List.of(outside));
    end.listen(outside[0], KernelFixtures.PORT);
    return end;
  }

  /**
   * Opens another plane, as another process does after this one; without a packet filter, so that
   * all that is spoofed is left to policies.
   */
  void restart(boolean alone) throws Exception {
    if (!alone) {
      namespace.exec("ip", "link", "delete", "gh0");
    }
    plane = open(namespace, outside, alone, false, Optional.empty(), events);
  }

  /** The same, for a network card that is to do the cryptography. */
  void restartOffloading(String device) throws Exception {
    plane = open(namespace, outside, true, false, Optional.of(device), events);
  }

  /** The same with a packet filter; skips the test where the kernel has none. */
  void restartFiltered() throws Exception {
    try {
      plane = open(namespace, outside, true, true, Optional.empty(), events);
    } catch (DataPlaneException e) {
      NetworkNamespace.unavailable("needs nftables in the kernel: " + e.reason());
    }
  }

  private static XfrmDataPlane open(
      NetworkNamespace namespace,
      List<InetAddress> outside,
      boolean alone,
      boolean filtered,
      Optional<String> offloadDevice,
      RecordedEvents events)
      throws Exception {
    XfrmSettings settings =
        new XfrmSettings(
            "gh0",
            XfrmSettings.DEFAULT_MTU,
            XfrmSettings.DEFAULT_REPLAY_WINDOW,
            POLL,
            filtered,
            true,
            offloadDevice);
    KernelSite site =
        new KernelSite(KernelFixtures.HEADEND, outside, KernelFixtures.PORT, List.of(), alone);
    return namespace.call(() -> XfrmDataPlane.open(settings, site, events));
  }

  /** Has the kernel read ESP on another address or port. */
  void listen(InetAddress address, int port) throws Exception {
    UdpSettings settings = new UdpSettings(List.of(address), port - 4000, port);
    sockets.add(
        namespace.call(() -> UdpSockets.open(settings, EspReading.KERNEL, InheritedSockets.NONE)));
  }

  XfrmDataPlane plane() {
    return plane;
  }

  List<EspState> states() throws Exception {
    try (XfrmSocket socket = namespace.call(XfrmSocket::open)) {
      return socket.states();
    }
  }

  List<XfrmPolicy> policies() throws Exception {
    try (XfrmSocket socket = namespace.call(XfrmSocket::open)) {
      return socket.policies();
    }
  }

  /** Whether echo requests are answered, of which three are sent. */
  boolean pings(InetAddress to, String... more) throws Exception {
    return ping("2", to, more);
  }

  /** The same with little patience: where no answer is expected, and a counter tells why. */
  boolean pingsBriefly(InetAddress to, String... more) throws Exception {
    return ping("0.2", to, more);
  }

  /**
   * @param seconds to wait for the last answer
   */
  private boolean ping(String seconds, InetAddress to, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("ping", "-n", "-c", "3", "-i", "0.02", "-W", seconds));
    command.addAll(List.of(more));
    command.add(to.getHostAddress());
    try {
      return namespace.exec(command.toArray(String[]::new)).contains(" 3 received");
    } catch (AssertionError lost) {
      return false;
    }
  }

  /** A counter of /proc/net/xfrm_stat. */
  long statistic(String name) throws Exception {
    return namespace
        .exec("cat", "/proc/net/xfrm_stat")
        .lines()
        .map(line -> line.split("\\s+"))
        .filter(words -> words[0].equals(name))
        .mapToLong(words -> Long.parseLong(words[1]))
        .sum();
  }

  @Override
  public void close() {
    plane.close();
    sockets.forEach(UdpSockets::close);
  }
}
