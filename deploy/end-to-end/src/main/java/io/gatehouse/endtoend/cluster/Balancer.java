package io.gatehouse.endtoend.cluster;

import static java.util.stream.Collectors.joining;

import io.gatehouse.endtoend.lab.Namespace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Spreads clients' flows over the nodes by a hash on addresses and ports, as a router with several
 * equal paths does. The flows of a node that is down go to the others, whose own stay, and come
 * back when it is up again.
 */
public final class Balancer {
  private static final int BUCKETS = 64;

  /** Marks of buckets are no marks of nodes. */
  private static final int FIRST_BUCKET = 1000;

  private static final int FIRST_TABLE = 100;

  private final Namespace host;
  private final TreeSet<Integer> up = new TreeSet<>();
  private final Map<Flow, Integer> moved = new HashMap<>();

  /** {@link System#nanoTime}. */
  private OptionalLong tookOut = OptionalLong.empty();

  private Balancer(Namespace host) {
    this.host = host;
  }

  /** All nodes are down at first. */
  static Balancer start(Namespace host, int nodes) {
    host.command("nft", rules()).run();
    for (int node = 1; node <= nodes; node++) {
      String table = Integer.toString(FIRST_TABLE + node);
      host.ip("rule", "add", "fwmark", Integer.toString(node), "lookup", table);
      host.ip("route", "add", "default", "via", ClusterAddresses.front(node), "table", table);
    }
    return new Balancer(host);
  }

  private static String rules() {
    return """
    table ip balancer {
      set up { type mark; }
      map moved { type ipv4_addr . inet_service . inet_service : mark; }
      map buckets { type mark : mark; }
      chain arriving {
        type filter hook prerouting priority mangle;
        ip daddr %s udp dport { %d, %d } jump spread
      }
      chain spread {
        meta mark set ip saddr . udp sport . udp dport map @moved
        meta mark != 0 meta mark @up return
        meta mark set jhash ip saddr . udp sport . udp dport mod %d seed %d offset %d
        meta mark set meta mark map @buckets
      }
    }
    """
        .formatted(
            ClusterAddresses.VIRTUAL,
            Flow.IKE_PORT,
            Flow.NAT_PORT,
            BUCKETS,
            FlowHash.SEED,
            FIRST_BUCKET);
  }

  synchronized void nodeIsUp(int node) {
    if (up.add(node)) {
      spread();
    }
  }

  synchronized void nodeIsDown(int node) {
    if (up.remove(node)) {
      spread();
      tookOut = OptionalLong.of(System.nanoTime());
    }
  }

  /** Since when the flows of the node that was taken out last go to the others. */
  public synchronized OptionalLong tookOut() {
    return tookOut;
  }

  public synchronized List<Integer> nodesUp() {
    return List.copyOf(up);
  }

  /** Sends a flow to this node, as long as that is up. */
  public synchronized void move(Flow flow, int node) {
    moved.put(flow, node);
    host.command("nft", "flush map ip balancer moved; " + elementsMoved()).run();
  }

  private String elementsMoved() {
    return moved.entrySet().stream()
        .map(
            entry ->
                "%s . %d . %d : %d"
                    .formatted(
                        entry.getKey().client(),
                        entry.getKey().clientPort(),
                        entry.getKey().port(),
                        entry.getValue()))
        .collect(joining(", ", "add element ip balancer moved { ", " }"));
  }

  /** Where a flow goes now; nowhere when all nodes are down. */
  public synchronized Optional<Integer> nodeOf(Flow flow) {
    return Optional.ofNullable(moved.get(flow))
        .filter(up::contains)
        .or(() -> nodeOf(FlowHash.bucket(flow, BUCKETS)));
  }

  /** Of all nodes that are up, the one that this bucket likes best. */
  private Optional<Integer> nodeOf(int bucket) {
    return up.stream().max(Comparator.comparingLong(node -> liking(bucket, node)));
  }

  private static long liking(int bucket, int node) {
    return new SplittableRandom(bucket * 1000L + node).nextLong();
  }

  // In one transaction: no packet meets a half-filled map.
  private void spread() {
    List<String> changes =
        new ArrayList<>(List.of("flush map ip balancer buckets", "flush set ip balancer up"));
    if (!up.isEmpty()) {
      changes.add(
          up.stream()
              .map(String::valueOf)
              .collect(joining(", ", "add element ip balancer up { ", " }")));
      changes.add(
          IntStream.range(0, BUCKETS)
              .mapToObj(
                  bucket ->
                      "%d : %d".formatted(FIRST_BUCKET + bucket, nodeOf(bucket).orElseThrow()))
              .collect(joining(", ", "add element ip balancer buckets { ", " }")));
    }
    host.command("nft", String.join("; ", changes)).run();
  }
}
