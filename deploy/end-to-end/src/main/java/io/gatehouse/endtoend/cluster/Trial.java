package io.gatehouse.endtoend.cluster;

import io.gatehouse.endtoend.measure.Percentiles;
import io.gatehouse.endtoend.measure.WatchedClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Does something to a cluster with connected users, and measures what they notice. */
public final class Trial {
  private static final Duration POLL = Duration.ofMillis(200);

  private final ClusterScene scene;
  private final Population users;
  private final StoredSessions sessions;
  private final long logins;

  /** What must stay is what there is now. */
  public Trial(ClusterScene scene, Population users) {
    this.scene = scene;
    this.users = users;
    this.sessions = scene.sessions();
    this.logins = scene.radius().accepted();
  }

  /**
   * The figures of one trial.
   *
   * @param affected users whose packets went to a node that something was done to
   * @param traffic their gaps in traffic
   * @param elsewhere what of these came after the balancer had sent their packets elsewhere; none
   *     when it took no node out
   * @param others the same of the rest
   * @param ike the gaps in IKE of all
   * @param lost packets of all that were not answered
   * @param strongSwan its gap in traffic
   * @param tcp the longest delay on its TCP connection
   * @param complaints what is not as it must be
   */
  public record Figures(
      String title,
      int affected,
      Percentiles traffic,
      Percentiles elsewhere,
      Percentiles others,
      Percentiles ike,
      long lost,
      Duration strongSwan,
      Duration tcp,
      List<String> complaints) {
    public Figures {
      complaints = List.copyOf(complaints);
    }
  }

  /**
   * Measures from before the failure until all users are well again, and a little longer.
   *
   * @param concerned which users the failure is expected to hit
   * @param limit within which all must be well
   */
  public Figures run(
      String title, Predicate<WatchedClient> concerned, Duration limit, Runnable failure) {
    List<WatchedClient> hit = users.clients().stream().filter(concerned).toList();
    List<WatchedClient> others = users.clients().stream().filter(c -> !hit.contains(c)).toList();
    long begin = System.nanoTime();
    failure.run();
    long done = System.nanoTime();
    boolean well = awaitWell(limit);
    List<String> complaints = new ArrayList<>(users.complaints());
    if (!well) {
      complaints.add("not well again within %s: %s".formatted(limit, users.unwell(done)));
    }
    complaints.addAll(differences());
    return new Figures(
        title,
        hit.size(),
        Percentiles.of(hit.stream().map(client -> client.trafficGap(begin)).toList()),
        elsewhere(hit, begin),
        Percentiles.of(others.stream().map(client -> client.trafficGap(begin)).toList()),
        Percentiles.of(users.clients().stream().map(client -> client.ikeGap(begin)).toList()),
        users.clients().stream().mapToLong(client -> client.packetsLost(begin)).sum(),
        users.strongSwanGap(begin),
        users.tcpDelay(begin),
        complaints);
  }

  private Percentiles elsewhere(List<WatchedClient> hit, long begin) {
    OptionalLong moved = scene.balancer().tookOut();
    boolean meanwhile = moved.isPresent() && moved.getAsLong() >= begin;
    return Percentiles.of(
        meanwhile
            ? hit.stream().map(client -> client.trafficGap(moved.getAsLong())).toList()
            : List.of());
  }

  /** Whether all users have traffic and IKE within the time, of what is sent from now on. */
  public boolean awaitWell(Duration limit) {
    long begin = System.nanoTime();
    while (!users.unwell(begin).isEmpty()) {
      if (System.nanoTime() - begin > limit.toNanos()) {
        return false;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    // What comes later than the first answer belongs to it as well.
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
    return true;
  }

  private List<String> differences() {
    List<String> differences = new ArrayList<>();
    StoredSessions now = scene.sessions();
    for (String address : users.insideAddresses()) {
      Optional<String> before = sessions.number(address);
      if (before.isEmpty() || !now.number(address).equals(before)) {
        differences.add(
            "%s was session %s and is %s"
                .formatted(address, before.orElse("none"), now.number(address).orElse("none")));
      }
    }
    if (scene.radius().accepted() != logins) {
      differences.add(
          "RADIUS accepted %d logins more".formatted(scene.radius().accepted() - logins));
    }
    return differences;
  }
}
