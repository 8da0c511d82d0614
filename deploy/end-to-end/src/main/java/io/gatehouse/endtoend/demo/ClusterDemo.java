package io.gatehouse.endtoend.demo;

import io.gatehouse.endtoend.cluster.ClusterScene;
import io.gatehouse.endtoend.cluster.Population;
import io.gatehouse.endtoend.cluster.Trial;
import io.gatehouse.endtoend.headend.ClusterNode;
import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Prerequisites;
import io.gatehouse.endtoend.measure.WatchedClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Users are connected to a cluster, and the node that carries them is killed. */
public final class ClusterDemo {
  private static final int USERS = 4;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final ClusterScene scene;
  private final Population users;

  private ClusterDemo(ClusterScene scene, Population users) {
    this.scene = scene;
    this.users = users;
  }

  /** Runs once; the arguments are a directory for files and logs, and how many nodes to start. */
  public static void main(String[] arguments) {
    Optional<String> missing = Prerequisites.missing();
    if (missing.isPresent()) {
      System.err.println("The demo cannot run here: " + missing.get());
      System.exit(1);
    }
    int nodes = Integer.parseInt(arguments[1]);
    say("Making hosts: clients, a balancer, %d nodes, PostgreSQL, FreeRADIUS".formatted(nodes));
    say("Starting everyone; the nodes share one address and form a cluster");
    try (ClusterScene scene = ClusterScene.open(Path.of(arguments[0]), nodes, 1)) {
      say(
          "All nodes are ready. %d users connect with AnyConnect, one with strongSwan"
              .formatted(USERS));
      try (Population users = Population.connect(scene, USERS)) {
        new ClusterDemo(scene, users).run();
      }
    } catch (RuntimeException e) {
      System.err.println("The demo failed: " + e.getMessage());
      System.exit(1);
    }
    say("Done; everything has been removed again");
  }

  private void run() {
    say("Everybody pings " + Addresses.INSIDE_HOST + " 20 times a second. Where they are:");
    users.clients().forEach(this::showClient);
    showSessions();
    ClusterNode carrier = scene.carrier(users.clients().getFirst());
    say("kill -9 of %s".formatted(carrier));
    Trial.Figures figures =
        new Trial(scene, users)
            .run("kill -9", client -> scene.carrier(client).equals(carrier), LIMIT, carrier::kill9);
    say("Gaps in milliseconds: median / 99th percentile / longest");
    detail("traffic of its %d users     %s".formatted(figures.affected(), figures.traffic()));
    detail("traffic of the other users  %s".formatted(figures.others()));
    detail("IKE of all users            %s".formatted(figures.ike()));
    detail("strongSwan's ping           %d".formatted(figures.strongSwan().toMillis()));
    detail("a TCP stream over it        %d".formatted(figures.tcp().toMillis()));
    figures.complaints().forEach(text -> detail("BUT " + text));
    say("Where they are now, with the same sessions and addresses:");
    users.clients().forEach(this::showClient);
    showSessions();
    users.disconnect();
  }

  private void showClient(WatchedClient client) {
    detail(
        "%s with %s on %s".formatted(client.user(), client.insideAddress(), scene.carrier(client)));
  }

  private void showSessions() {
    say("The table of sessions");
    scene.anyNode().show("sessions").lines().forEach(ClusterDemo::detail);
  }

  private static void say(String text) {
    System.out.println(text);
  }

  private static void detail(String line) {
    System.out.println("  " + line);
  }
}
