package io.gatehouse.endtoend.cluster;

import io.gatehouse.endtoend.Site;
import io.gatehouse.endtoend.lab.LabException;
import io.gatehouse.endtoend.lab.Namespace;
import io.gatehouse.endtoend.measure.IcmpPing;
import io.gatehouse.endtoend.measure.TcpStream;
import io.gatehouse.endtoend.measure.WatchedClient;
import io.gatehouse.endtoend.peer.Connection;
import io.gatehouse.endtoend.peer.StrongSwanClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Users of a cluster who must not notice anything: simulated ones, and one with strongSwan. */
public final class Population implements AutoCloseable {
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(1);
  private static final int AT_ONCE = 4;

  private final List<WatchedClient> clients;
  private final StrongSwanClient strongSwan;
  private final Optional<String> ikeNumber;
  private final String strongSwanAddress;
  private final IcmpPing ping;
  private final TcpStream stream;

  private Population(List<WatchedClient> clients, StrongSwanClient strongSwan, Namespace host) {
    this.clients = List.copyOf(clients);
    this.strongSwan = strongSwan;
    this.ikeNumber = strongSwan.ikeNumber();
    this.strongSwanAddress = strongSwan.virtualAddress().orElseThrow();
    this.ping = IcmpPing.start(host);
    this.stream = TcpStream.open(host);
  }

  /** Connects everybody, and returns when all have traffic. */
  public static Population connect(ClusterScene scene, int simulated) {
    List<WatchedClient> clients = new ArrayList<>();
    try {
      for (int first = 1; first <= simulated; first += AT_ONCE) {
        clients.addAll(together(scene, first, Math.min(first + AT_ONCE - 1, simulated)));
      }
      StrongSwanClient strongSwan = scene.strongSwan(1, connection(scene.site()));
      strongSwan.connect();
      return new Population(clients, strongSwan, strongSwan.host());
    } catch (RuntimeException e) {
      clients.forEach(WatchedClient::close);
      throw e;
    }
  }

  private static List<WatchedClient> together(ClusterScene scene, int first, int last) {
    List<CompletableFuture<WatchedClient>> logins = new ArrayList<>();
    for (int number = first; number <= last; number++) {
      int user = number;
      logins.add(CompletableFuture.supplyAsync(() -> scene.connect(user)));
    }
    return logins.stream().map(CompletableFuture::join).toList();
  }

  private static Connection connection(Site site) {
    return site.withEap(Site.ALICE).withDeadPeerDetection(SIGN_OF_LIFE);
  }

  /** The simulated ones. */
  public List<WatchedClient> clients() {
    return clients;
  }

  public StrongSwanClient strongSwan() {
    return strongSwan;
  }

  /** The longest time without an answer to strongSwan's pings. */
  public Duration strongSwanGap(long begin) {
    return ping.gap(begin);
  }

  public Duration tcpDelay(long begin) {
    return stream.longestDelay(begin);
  }

  /** Every inside address, in the order of the users. */
  public List<String> insideAddresses() {
    List<String> addresses =
        new ArrayList<>(clients.stream().map(WatchedClient::insideAddress).toList());
    addresses.add(strongSwanAddress);
    return addresses;
  }

  /** Who has no traffic or no IKE, of what was sent since then. */
  public List<String> unwell(long begin) {
    return clients.stream()
        .filter(client -> !client.isWell(begin))
        .map(WatchedClient::user)
        .toList();
  }

  /** What is not as it was when they had connected. */
  public List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    for (WatchedClient client : clients) {
      client.lost().ifPresent(event -> complaints.add(client.user() + " was lost: " + event));
    }
    if (!strongSwan.ikeNumber().equals(ikeNumber)) {
      complaints.add("strongSwan has another IKE SA: " + strongSwan.ikeNumber());
    }
    if (!strongSwan.virtualAddress().equals(Optional.of(strongSwanAddress))) {
      complaints.add("strongSwan has another address: " + strongSwan.virtualAddress());
    }
    if (!stream.isOpen()) {
      complaints.add("the TCP connection broke");
    }
    return complaints;
  }

  /** Says goodbye for everybody. */
  public void disconnect() {
    ping.close();
    stream.close();
    strongSwan.disconnect();
    List<String> unheard =
        clients.stream().filter(client -> !client.disconnect()).map(WatchedClient::user).toList();
    if (!unheard.isEmpty()) {
      throw new LabException("no answer to the goodbye of " + unheard);
    }
  }

  @Override
  public void close() {
    ping.close();
    stream.close();
    clients.forEach(WatchedClient::close);
    strongSwan.close();
  }
}
