package io.gatehouse.node;

import io.gatehouse.cluster.accounting.AccountingCounters;
import io.gatehouse.cluster.accounting.AccountingDelivery;
import io.gatehouse.cluster.accounting.AccountingServices;
import io.gatehouse.cluster.accounting.AccountingSettings;
import io.gatehouse.cluster.accounting.NasAccounting;
import io.gatehouse.cluster.config.AaaConfiguration;
import io.gatehouse.cluster.store.SessionStore;
import io.gatehouse.node.radius.UdpRadiusClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's accounting. It is closed when the actor system has ended: then no session of this node
 * begins any more.
 */
final class NodeAccounting implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NodeAccounting.class);
  private static final int ID_OCTETS = 12;

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final SessionStore<?> store;
  private final AccountingServices services;
  private final NasAccounting nas;
  private boolean served;
  private volatile boolean alone;

  NodeAccounting(
      AaaConfiguration aaa,
      AccountingSettings settings,
      SessionStore<?> store,
      UdpRadiusClient radius) {
    this.store = store;
    this.services =
        new AccountingServices(
            List.copyOf(aaa.accounting().lists().values()),
            aaa.nasIdentifier(),
            store.outbox(),
            radius,
            settings,
            new AccountingCounters(),
            Clock.systemUTC());
    this.nas = new NasAccounting(services, radius::nasAddress, freshId());
  }

  private static String freshId() {
    byte[] octets = new byte[ID_OCTETS];
    new SecureRandom().nextBytes(octets);
    return HexFormat.of().withUpperCase().formatHex(octets);
  }

  AccountingCounters counters() {
    return services.counters();
  }

  /** Before the first session may begin. */
  void start(ActorSystem<?> system) {
    if (services.lists().isEmpty()) {
      return;
    }
    alone = ClusterMembership.isAlone(system);
    if (isVacant()) {
      nas.on().join();
    }
    served = true;
    ActorRef<AccountingDelivery.Command> delivery =
        system.systemActorOf(AccountingDelivery.create(services), "accounting", Props.empty());
    store.onRecords(() -> delivery.tell(new AccountingDelivery.Filled()));
  }

  /** While the node is still a member: whether it leaves others behind. */
  void leaving(ActorSystem<?> system) {
    alone =
        !system.getWhenTerminated().toCompletableFuture().isDone()
            && ClusterMembership.isAlone(system);
  }

  /** Whether there is no session, here or elsewhere, and nothing left to be told of one. */
  private boolean isVacant() {
    try {
      return alone
          && await(store.listings().count().toCompletableFuture()) == 0
          && await(services.outbox().count().toCompletableFuture()) == 0;
    } catch (CompletionException unknown) {
      LOG.warn("accounting: the store does not say whether there are sessions");
      return false;
    }
  }

  private static <T> T await(CompletableFuture<T> future) {
    return future.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** An orderly end without sessions: nobody is connected from here on. */
  @Override
  public void close() {
    store.onRecords(() -> {});
    if (served && isVacant()) {
      nas.off().join();
    }
  }
}
