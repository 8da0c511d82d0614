package io.gatehouse.client.net;

import io.gatehouse.client.initiator.Assignment;
import io.gatehouse.client.initiator.ClientEvent;
import io.gatehouse.client.initiator.Command;
import io.gatehouse.client.initiator.Effect;
import io.gatehouse.client.initiator.Initiator;
import io.gatehouse.client.initiator.InitiatorSettings;
import io.gatehouse.client.tunnel.EchoStream;
import io.gatehouse.client.tunnel.EspTunnel;
import io.gatehouse.client.tunnel.Ping;
import io.gatehouse.client.tunnel.TunInterface;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A running client: one socket, one virtual thread. Many of them fit into one JVM.
 *
 * <p>Closing it is to pull the plug: nothing is said to the headend.
 */
public final class VpnClient implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Headend headend;
  private final Initiator initiator;
  private final Observer observer;
  private final UdpSocket socket;
  private final Optional<TunInterface> device;
  private final EspTunnel tunnel = new EspTunnel();
  private final EventWaiters waiters = new EventWaiters();
  private final List<Consumer<ByteBuffer>> echoes = new CopyOnWriteArrayList<>();
  private final ReentrantLock stepping = new ReentrantLock();
  private final Timer timer = new Timer(this::tick);
  private volatile Assignment assignment = Assignment.none();

  private VpnClient(
      Headend headend,
      InetSocketAddress local,
      InitiatorSettings settings,
      Optional<String> device,
      Observer observer) {
    this.headend = headend;
    this.initiator = new Initiator(settings, new SecureRandom());
    this.observer = observer;
    this.socket = new UdpSocket(local, headend);
    this.device = device.map(name -> TunInterface.open(name, this::sendInside));
  }

  /**
   * Begins to connect.
   *
   * @param local address to bind to; port 0 for any
   * @param device name of a TUN device for the inside; without one, only {@link #ping} sends
   *     through the tunnel
   */
  public static VpnClient start(
      Headend headend,
      InetSocketAddress local,
      InitiatorSettings settings,
      Optional<String> device,
      Observer observer) {
    var client = new VpnClient(headend, local, settings, device, observer);
    Thread.ofVirtual().name("gatehouse-client").start(client::receive);
    return client;
  }

  /** Sends the first message: {@link ClientEvent.Connected}, or the client's last event. */
  public CompletableFuture<ClientEvent> connect() {
    var connected = waiters.next(ClientEvent.Connected.class::isInstance);
    step(() -> initiator.begin(Instant.now()));
    return connected;
  }

  /** The event that says what came of {@code command}, or the client's last event. */
  public CompletableFuture<ClientEvent> command(Command command) {
    var outcome = waiters.next(outcomeOf(command));
    step(() -> initiator.command(command, Instant.now()));
    return outcome;
  }

  /** The next event of this kind, or the client's last event. */
  public CompletableFuture<ClientEvent> next(Predicate<ClientEvent> wanted) {
    return waiters.next(wanted);
  }

  private static Predicate<ClientEvent> outcomeOf(Command command) {
    return switch (command) {
      case PROBE -> ClientEvent.Alive.class::isInstance;
      case REKEY_CHILD -> event -> rekeying(event, "child");
      case REKEY_IKE -> event -> rekeying(event, "ike");
      case DELETE -> ClientEvent.Deleted.class::isInstance;
    };
  }

  private static boolean rekeying(ClientEvent event, String sa) {
    return (event instanceof ClientEvent.Rekeyed rekeyed
            && rekeyed.sa().equals(sa)
            && rekeyed.by().equals("client"))
        || (event instanceof ClientEvent.RekeyRefused refused && refused.sa().equals(sa));
  }

  /** Pings a host through the tunnel, from the assigned IPv4 address, without any device. */
  public Ping.Result ping(InetAddress host, int count, int size, Duration interval)
      throws InterruptedException {
    Ping ping = new Ping(insideAddress(), host, identifier(), count, size);
    Consumer<ByteBuffer> receiver = ping::receive;
    echoes.add(receiver);
    try {
      return ping.run(this::sendInside, interval, PATIENCE);
    } finally {
      echoes.remove(receiver);
    }
  }

  /** Pings a host in the same way, for as long as the stream is not closed. */
  public EchoStream stream(InetAddress host, int size, Duration interval) {
    EchoStream stream = new EchoStream(insideAddress(), host, identifier(), size, interval);
    Thread.ofVirtual().name("gatehouse-client-echoes").start(() -> run(stream));
    return stream;
  }

  private void run(EchoStream stream) {
    Consumer<ByteBuffer> receiver = stream::receive;
    echoes.add(receiver);
    try {
      stream.run(this::sendInside);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      echoes.remove(receiver);
    }
  }

  private InetAddress insideAddress() {
    return assignment
        .first()
        .orElseThrow(() -> new IllegalStateException("the headend assigned no address"));
  }

  private static int identifier() {
    return ThreadLocalRandom.current().nextInt(65_536);
  }

  /** Where datagrams to the headend leave from. */
  public InetSocketAddress local() {
    return socket.local();
  }

  private void sendInside(ByteBuffer packet) {
    tunnel.protect(packet).ifPresent(socket::sendEsp);
  }

  private void receive() {
    for (var received = socket.receive(); received.isPresent(); received = socket.receive()) {
      switch (received.get()) {
        case UdpSocket.Received.Ike ike ->
            step(() -> initiator.receive(ike.message(), Instant.now()));
        case UdpSocket.Received.Esp esp ->
            tunnel.open(esp.packet()).ifPresent(this::receivedInside);
        case UdpSocket.Received.Nothing _ -> {}
      }
    }
  }

  private void receivedInside(ByteBuffer packet) {
    echoes.forEach(receiver -> receiver.accept(packet));
    device.ifPresent(tun -> tun.write(packet));
  }

  private void tick() {
    step(() -> initiator.tick(Instant.now()));
  }

  private void step(Supplier<List<Effect>> step) {
    List<ClientEvent> events = new ArrayList<>();
    stepping.lock();
    try {
      step.get().forEach(effect -> perform(effect, events));
      timer.set(initiator.deadline());
    } finally {
      stepping.unlock();
    }
    for (ClientEvent event : events) {
      observer.event(event);
      waiters.happened(event);
    }
  }

  private void perform(Effect effect, List<ClientEvent> events) {
    switch (effect) {
      case Effect.Send send -> socket.sendIke(send.natTraversal(), send.message());
      case Effect.Install install -> tunnel.install(install.sa(), install.send());
      case Effect.Remove remove -> tunnel.remove(remove.inboundSpi());
      case Effect.Configure configure -> configure(configure.assignment());
      case Effect.LogKeys keys -> observer.keys(keys.sa());
      case Effect.Report report -> events.add(report.event());
    }
  }

  private void configure(Assignment assigned) {
    assignment = assigned;
    device.ifPresent(tun -> tun.configure(assigned, headend.address()));
  }

  @Override
  public void close() {
    timer.close();
    socket.close();
    device.ifPresent(TunInterface::close);
  }
}
