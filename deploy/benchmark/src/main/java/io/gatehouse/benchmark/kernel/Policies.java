package io.gatehouse.benchmark.kernel;

import io.gatehouse.benchmark.node.Unheard;
import io.gatehouse.node.kernel.KernelSite;
import io.gatehouse.node.kernel.XfrmDataPlane;
import io.gatehouse.node.kernel.XfrmSettings;
import io.gatehouse.node.xfrm.XfrmSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Gatehouse's own plane: three policies for each client. */
final class Policies implements Arrangement {

  /** Too seldom to be measured with the rest. */
  private static final Duration POLL = Duration.ofMinutes(10);

  private XfrmDataPlane plane = open();

  /**
   * In the network namespace of the thread; without a packet filter, which the other arrangement
   * has not either.
   */
  private static XfrmDataPlane open() {
    XfrmSettings settings =
        new XfrmSettings(
            XfrmSettings.DEFAULT_DEVICE,
            XfrmSettings.DEFAULT_MTU,
            XfrmSettings.DEFAULT_REPLAY_WINDOW,
            POLL,
            false,
            true,
            Optional.empty());
    KernelSite site =
        new KernelSite(
            Client.HEADEND,
            List.of(Client.LOCAL.getAddress()),
            Client.LOCAL.getPort(),
            List.of(),
            true);
    return XfrmDataPlane.open(settings, site, new Unheard());
  }

  @Override
  public void install(Client client) {
    plane.install(client.childSa(), client.path(), List.of(client.inside()));
  }

  @Override
  public int list() {
    try (XfrmSocket socket = XfrmSocket.open()) {
      int states = socket.states().size();
      int _ = socket.policies().size();
      return states;
    }
  }

  /** The process ends, and its successor goes on with what is there. */
  void succeed() {
    plane.close();
    plane = open();
  }

  @Override
  public void removeAll() {
    plane.removeAll();
  }

  @Override
  public void close() {
    plane.close();
  }
}
