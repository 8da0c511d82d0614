package io.gatehouse.node.tun;

import io.gatehouse.cluster.dataplane.DataPlane;
import io.gatehouse.cluster.dataplane.DataPlaneEvents;
import io.gatehouse.node.metrics.Counters;
import io.gatehouse.node.metrics.EventBudget;
import io.gatehouse.node.net.EspReceiver;
import io.gatehouse.node.net.EspSender;
import io.gatehouse.node.route.ClientRoutes;
import io.gatehouse.node.route.KernelRoutes;
import io.gatehouse.node.route.Links;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Path;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ESP in user space over a TUN device: works where the kernel has no ESP, or no permission for it
 * is given. Packets to clients are read by one thread of its own; packets from clients are handled
 * on the thread that calls {@link #receive}.
 *
 * <p>The kernel answers for packets that exceed the device's MTU: it fragments them, or sends ICMP
 * to where they came from.
 */
public final class TunDataPlane implements DataPlane, EspReceiver {

  private static final Logger LOG = LoggerFactory.getLogger(TunDataPlane.class);

  private final int replayWindow;
  private final TunDevice device;
  private final KernelRoutes routes;
  private final SecurityAssociations associations;
  private final Counters<Drop> drops = new Counters<>(Drop.class);
  private final InboundPath inbound;
  private final OutboundPath outbound;
  private final EventBudget faultsLogged = new EventBudget(1, System.nanoTime());
  private final Thread reader;

  private TunDataPlane(
      TunSettings settings,
      TunDevice device,
      KernelRoutes routes,
      EspSender sender,
      DataPlaneEvents events) {
    this.replayWindow = settings.replayWindow();
    this.device = device;
    this.routes = routes;
    this.associations = new SecurityAssociations(ClientRoutes.beside(settings.routes(), routes));
    this.inbound =
        new InboundPath(
            associations,
            refused -> new Coalescing(device::write, refused, device.cutsUdp()),
            events,
            drops,
            System::nanoTime);
    this.outbound = new OutboundPath(associations, sender, events, drops);
    this.reader = Thread.ofPlatform().daemon().name("tun-" + device.name()).unstarted(this::pump);
  }

  /**
   * Makes the device, brings it up, routes the clients' addresses into it, and starts.
   *
   * @throws DataPlaneException when that fails, with the reason; nothing is left behind
   */
  public static TunDataPlane open(TunSettings settings, EspSender sender, DataPlaneEvents events) {
    TunDevice device = TunDevice.openWithOffloads(settings.device());
    try {
      Links.bringUp(device.name(), settings.mtu());
      return start(settings, device, sender, events);
    } catch (RuntimeException e) {
      device.close();
      throw e;
    }
  }

  private static TunDataPlane start(
      TunSettings settings, TunDevice device, EspSender sender, DataPlaneEvents events) {
    KernelRoutes routes = KernelRoutes.into(device.name());
    try {
      TunDataPlane plane = new TunDataPlane(settings, device, routes, sender, events);
      plane.reader.start();
      return plane;
    } catch (RuntimeException e) {
      routes.close();
      throw e;
    }
  }

  /**
   * An SA that is installed already goes on with its numbers, window and counters, unless it was
   * elsewhere since.
   */
  @Override
  public synchronized void install(ChildSa childSa, Path path, List<InetAddress> insideAddresses) {
    List<InnerAddress> addresses = insideAddresses.stream().map(InnerAddress::of).toList();
    Optional<InstalledSa> installed = associations.inbound(childSa.inboundSpi());
    if (installed.isPresent() && installed.get().goesOnAs(childSa)) {
      installed.get().move(path);
      associations.put(installed.get(), addresses);
    } else {
      associations.put(new InstalledSa(childSa, path, replayWindow), addresses);
    }
  }

  @Override
  public void remove(int inboundSpi) {
    associations.remove(inboundSpi);
  }

  @Override
  public void move(int inboundSpi, Path path) {
    associations.inbound(inboundSpi).ifPresent(sa -> sa.move(path));
  }

  @Override
  public OptionalInt outboundSpi(int inboundSpi) {
    return associations.inbound(inboundSpi).stream().mapToInt(InstalledSa::outboundSpi).findFirst();
  }

  @Override
  public OptionalInt recoveries(int inboundSpi) {
    return associations.inbound(inboundSpi).stream().mapToInt(InstalledSa::recoveries).findFirst();
  }

  @Override
  public void removeAll() {
    associations.removeAll();
  }

  @Override
  public Traffic traffic(int inboundSpi) {
    return associations.inbound(inboundSpi).map(InstalledSa::traffic).orElse(Traffic.NONE);
  }

  @Override
  public void receive(Path path, ByteBuffer esp) {
    inbound.receive(path, esp);
  }

  @Override
  public void flush() {
    inbound.flush();
  }

  /** Packets that were not forwarded, by reason, since the start. */
  public Map<Drop, Long> drops() {
    return drops.snapshot();
  }

  private void pump() {
    ByteBuffer packet =
        ByteBuffer.allocateDirect(VirtioNetHeader.LENGTH + TunDevice.LONGEST_PACKET);
    try {
      while (device.await()) {
        while (device.read(packet)) {
          forward(packet);
        }
        outbound.flush();
      }
    } catch (DataPlaneException e) {
      LOG.error("No more traffic to clients: {}", e.getMessage());
    }
  }

  private void forward(ByteBuffer packet) {
    try {
      outbound.forward(VirtioNetHeader.read(packet), packet);
    } catch (RuntimeException e) {
      drops.count(Drop.FAULT);
      if (faultsLogged.take(System.nanoTime())) {
        LOG.error("A packet from {} was lost", device.name(), e);
      }
    }
  }

  /** Ends the traffic; the device and its routes vanish. */
  @Override
  public void close() {
    device.close();
    routes.close();
    associations.clear();
  }
}
