package io.gatehouse.endtoend.measure;

import io.gatehouse.client.initiator.ClientEvent;
import io.gatehouse.client.initiator.Command;
import io.gatehouse.client.initiator.InitiatorSettings;
import io.gatehouse.client.net.Headend;
import io.gatehouse.client.net.VpnClient;
import io.gatehouse.client.tunnel.EchoStream;
import io.gatehouse.client.tunnel.EchoStream.Echo;
import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.LabException;
import io.gatehouse.endtoend.lab.Namespace;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A simulated client in this process whose traffic and whose dead peer detection never pause. It
 * never connects a second time: what it has must stay.
 */
public final class WatchedClient implements AutoCloseable {
  private static final Duration LOGIN_LIMIT = Duration.ofSeconds(60);
  private static final Duration ECHO_INTERVAL = Duration.ofMillis(50);
  private static final Duration PROBE_INTERVAL = Duration.ofMillis(250);
  private static final Duration ANSWER_LIMIT = Duration.ofMillis(500);
  private static final int ECHO_SIZE = 56;

  private final String user;
  private final VpnClient client;
  private final ClientEvent.Connected connected;
  private final EchoStream echoes;
  private final List<Echo> probes = new ArrayList<>();
  private final List<ClientEvent> events;
  private volatile boolean closed;

  private WatchedClient(
      String user,
      VpnClient client,
      ClientEvent.Connected connected,
      EchoStream echoes,
      List<ClientEvent> events) {
    this.user = user;
    this.client = client;
    this.connected = connected;
    this.echoes = echoes;
    this.events = events;
  }

  /**
   * Connects, and begins to send.
   *
   * @param host where its socket is
   * @param local the socket's address; port 0 for any
   * @param server where the headend is
   */
  public static WatchedClient connect(
      Namespace host,
      InetSocketAddress local,
      String server,
      String user,
      InitiatorSettings settings) {
    List<ClientEvent> events = new CopyOnWriteArrayList<>();
    VpnClient client = host.call(() -> start(local, server, settings, events));
    try {
      ClientEvent outcome = client.connect().get(LOGIN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      if (!(outcome instanceof ClientEvent.Connected connected)) {
        throw new LabException(user + " could not connect: " + events);
      }
      EchoStream echoes =
          client.stream(InetAddress.getByName(Addresses.INSIDE_HOST), ECHO_SIZE, ECHO_INTERVAL);
      WatchedClient watched = new WatchedClient(user, client, connected, echoes, events);
      Thread.ofVirtual().name("probes-of-" + user).start(watched::probe);
      return watched;
    } catch (Exception e) {
      client.close();
      throw e instanceof LabException known ? known : new LabException(user + ": " + events, e);
    }
  }

  private static VpnClient start(
      InetSocketAddress local, String server, InitiatorSettings settings, List<ClientEvent> events)
      throws UnknownHostException {
    InetAddress headend = InetAddress.getByName(server);
    return VpnClient.start(
        new Headend(headend, 500, 4500),
        local,
        settings,
        Optional.empty(),
        event -> record(events, event));
  }

  /** There are so many retransmissions that nothing else could be seen. */
  private static void record(List<ClientEvent> events, ClientEvent event) {
    if (!(event instanceof ClientEvent.Retransmitted)) {
      events.add(event);
    }
  }

  private void probe() {
    try {
      while (!closed && lost().isEmpty()) {
        long sent = System.nanoTime();
        int index = begin(sent);
        if (client.command(Command.PROBE).join() instanceof ClientEvent.Alive) {
          answered(index, sent);
        }
        Thread.sleep(PROBE_INTERVAL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized int begin(long sent) {
    probes.add(new Echo(sent, Optional.empty()));
    return probes.size() - 1;
  }

  private synchronized void answered(int index, long sent) {
    probes.set(index, new Echo(sent, Optional.of(System.nanoTime())));
  }

  /** Replaces the CHILD SA; whether the headend went along within the time. */
  public boolean rekey(Duration limit) {
    try {
      return client.command(Command.REKEY_CHILD).get(limit.toMillis(), TimeUnit.MILLISECONDS)
          instanceof ClientEvent.Rekeyed;
    } catch (TimeoutException e) {
      return false;
    } catch (Exception e) {
      throw new LabException(user + " cannot rekey", e);
    }
  }

  /** The longest time without an answer to what was sent into the tunnel. */
  public Duration trafficGap(long begin) {
    return Silence.longest(echoes.echoes(), begin, ECHO_INTERVAL);
  }

  public long packetsLost(long begin) {
    return Silence.lost(echoes.echoes(), begin, ANSWER_LIMIT);
  }

  /** The longest time from a first request to its answer, for requests that began since then. */
  public synchronized Duration ikeGap(long begin) {
    long now = System.nanoTime();
    return probes.stream()
        .filter(probe -> probe.answered().orElse(now) >= begin)
        .map(probe -> Duration.ofNanos(probe.answered().orElse(now) - probe.sent()))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /** Whether of both one was answered that was sent since then, and in the last second. */
  public boolean isWell(long begin) {
    long since = Math.max(begin, System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
    return lost().isEmpty() && hasAnswers(echoes.echoes(), since) && hasAnswers(probes(), since);
  }

  private static boolean hasAnswers(List<Echo> echoes, long since) {
    return echoes.stream().anyMatch(echo -> echo.sent() >= since && echo.answered().isPresent());
  }

  private synchronized List<Echo> probes() {
    return List.copyOf(probes);
  }

  /** Why the connection is over, if it is. */
  public Optional<ClientEvent> lost() {
    return events.stream().filter(ClientEvent::last).findFirst();
  }

  public String user() {
    return user;
  }

  public String insideAddress() {
    return connected.addresses().getFirst();
  }

  /** What the headend gave it when it connected. */
  public ClientEvent.Connected connected() {
    return connected;
  }

  /** Its socket. */
  public InetSocketAddress local() {
    return client.local();
  }

  /** Says goodbye, and returns when that was answered or after a few seconds. */
  public boolean disconnect() {
    closed = true;
    echoes.close();
    try {
      return client.command(Command.DELETE).get(5, TimeUnit.SECONDS) instanceof ClientEvent.Deleted;
    } catch (Exception e) {
      return false;
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    closed = true;
    echoes.close();
    client.close();
  }
}
