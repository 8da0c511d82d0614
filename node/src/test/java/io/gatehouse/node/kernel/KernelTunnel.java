package io.gatehouse.node.kernel;

import static io.gatehouse.node.kernel.KernelFixtures.CLIENT;
import static io.gatehouse.node.kernel.KernelFixtures.CLIENT_ELSEWHERE;
import static io.gatehouse.node.kernel.KernelFixtures.CLIENT_OUTSIDE;
import static io.gatehouse.node.kernel.KernelFixtures.HEADEND_OUTSIDE;
import static io.gatehouse.node.kernel.KernelFixtures.PORT;
import static io.gatehouse.node.kernel.KernelFixtures.SERVER;
import static io.gatehouse.node.kernel.KernelFixtures.reversed;
import static io.gatehouse.node.kernel.KernelFixtures.toClient;
import static org.awaitility.Awaitility.await;

import io.gatehouse.node.namespace.NetworkNamespace;
import io.gatehouse.node.xfrm.EspState;
import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;

/** Two planes, each in a network namespace of its own: the kernels ping each other. */
final class KernelTunnel implements AutoCloseable {

  static final int HEADEND_SPI = 0x01000100;
  static final int CLIENT_SPI = 0xC1C2C300;
  static final Path PATH = toClient(CLIENT_OUTSIDE, PORT);

  private static final Duration LIMIT = Duration.ofSeconds(60);

  final NetworkNamespace inside;
  final NetworkNamespace outside;
  final KernelEnd headend;
  final KernelEnd client;

  private KernelTunnel(
      NetworkNamespace inside, NetworkNamespace outside, KernelEnd headend, KernelEnd client) {
    this.inside = inside;
    this.outside = outside;
    this.headend = headend;
    this.client = client;
  }

  /** Skips the test where the kernel has no ESP. */
  static KernelTunnel open() throws Exception {
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    try {
      NetworkNamespace inside = opened(opened, NetworkNamespace.make("headend"));
      NetworkNamespace outside = opened(opened, NetworkNamespace.make("client"));
      inside.connect("10.1.0.1", outside, "10.1.0.2");
      KernelEnd headend = opened(opened, KernelEnd.open(inside, SERVER, HEADEND_OUTSIDE));
      KernelEnd client = KernelEnd.open(outside, CLIENT, CLIENT_OUTSIDE, CLIENT_ELSEWHERE);
      return new KernelTunnel(inside, outside, headend, client);
    } catch (Exception | AssertionError e) {
      close(opened);
      throw e;
    }
  }

  private static <T extends AutoCloseable> T opened(Deque<AutoCloseable> all, T part) {
    all.push(part);
    return part;
  }

  /** A CHILD SA at both ends. */
  void install(int generation, EspSuite suite) {
    headend.plane().install(ofHeadend(generation, suite), PATH, List.of(CLIENT));
    client.plane().install(ofClient(generation, suite), reversed(PATH), List.of(SERVER));
  }

  static ChildSa ofHeadend(int generation, EspSuite suite) {
    return KernelFixtures.headend(HEADEND_SPI + generation, CLIENT_SPI + generation, suite);
  }

  static ChildSa ofClient(int generation, EspSuite suite) {
    return KernelFixtures.client(HEADEND_SPI + generation, CLIENT_SPI + generation, suite);
  }

  /** The headend's state to the client. */
  EspState outboundOfHeadend() throws Exception {
    return headend.states().stream()
        .filter(state -> state.reqid() == HEADEND_SPI)
        .findFirst()
        .orElseThrow();
  }

  static void awaitThat(Callable<Boolean> condition) {
    await().atMost(LIMIT).until(condition);
  }

  @Override
  public void close() throws Exception {
    close(List.of(client, headend, outside, inside));
  }

  private static void close(Iterable<AutoCloseable> parts) throws Exception {
    for (AutoCloseable part : parts) {
      part.close();
    }
  }
}
