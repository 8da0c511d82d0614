package io.gatehouse.node;

import com.typesafe.config.Config;
import io.gatehouse.cluster.accounting.AccountingSettings;
import io.gatehouse.cluster.store.StoreSettings;
import io.gatehouse.node.cluster.ClusterSettings;
import io.gatehouse.node.console.ConsoleSettings;
import io.gatehouse.node.kernel.XfrmSettings;
import io.gatehouse.node.net.UdpSettings;
import io.gatehouse.node.tun.TunSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The machine's side of a node: its configuration file in HOCON, checked.
 *
 * @param nodeName one that {@link io.gatehouse.cluster.membership.NodeName} takes
 * @param policy the file in the FlexVPN language
 * @param health where balancers ask; nowhere when empty
 * @param pekko the whole configuration, for the actor system
 */
public record NodeSettings(
    String nodeName,
    Path policy,
    UdpSettings udp,
    int ingressQueue,
    Plane plane,
    int radiusSockets,
    Optional<InetAddress> nasAddress,
    Duration radiusProbeInterval,
    int cryptographyThreads,
    int cryptographyQueue,
    Path clusterSecretFile,
    ClusterSettings cluster,
    StoreSettings store,
    AccountingSettings accounting,
    InetSocketAddress administration,
    Optional<InetSocketAddress> health,
    ConsoleSettings console,
    Config pekko) {

  /** Where ESP is done. */
  public sealed interface Plane {

    /** In this process; the networks that are routed there are not in the file. */
    record Tun(TunSettings settings) implements Plane {}

    /** In the kernel. */
    record Xfrm(XfrmSettings settings) implements Plane {}

    /** Nowhere, for tests of the control plane. */
    record None() implements Plane {}
  }

  /**
   * Whether keys that are missing may be made: a node of a cluster must be given those of the
   * others.
   */
  public boolean alone() {
    return cluster.alone() && store.url().startsWith("jdbc:h2:");
  }
}
