package io.gatehouse.endtoend.cluster;

import io.gatehouse.endtoend.measure.AccountingLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What must hold at the end, when all users have said goodbye. */
public final class Verdict {
  /** A record that a killed node was about to deliver is another's when its lease is over. */
  private static final Duration ACCOUNTS_LIMIT = Duration.ofMinutes(2);

  private static final Duration POLL = Duration.ofMillis(500);

  private Verdict() {}

  /** Whatever does not hold. */
  public static List<String> of(ClusterScene scene) {
    scene.recording().stop();
    List<String> faults = new ArrayList<>(scene.recording().reuses());
    if (scene.recording().packets() == 0) {
      faults.add("no ESP packet was recorded");
    }
    faults.addAll(accounts(scene));
    return faults;
  }

  private static List<String> accounts(ClusterScene scene) {
    long untold = awaitTold(scene);
    AccountingLedger ledger = AccountingLedger.read(scene.radius().accounting());
    List<String> faults = new ArrayList<>(ledger.faultsOfEndedSessions());
    if (untold > 0) {
      faults.add(untold + " accounting records were not delivered");
    }
    if (ledger.sessions() == 0) {
      faults.add("no session was accounted for");
    }
    return faults;
  }

  private static long awaitTold(ClusterScene scene) {
    Instant deadline = Instant.now().plus(ACCOUNTS_LIMIT);
    long untold = untold(scene);
    while (untold > 0 && Instant.now().isBefore(deadline)) {
      LockSupport.parkNanos(POLL.toNanos());
      untold = untold(scene);
    }
    return untold;
  }

  private static long untold(ClusterScene scene) {
    return Long.parseLong(scene.database().query("SELECT count(*) FROM accounting_outbox").strip());
  }
}
