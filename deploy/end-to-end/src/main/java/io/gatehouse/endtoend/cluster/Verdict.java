package io.gatehouse.endtoend.cluster;

import io.gatehouse.endtoend.measure.AccountingLedger;
import java.util.ArrayList;
import java.util.List;

/** What must hold at the end, when all users have said goodbye. */
public final class Verdict {
  /** {@code false} while the product keeps no accounts. */
  private static final String ACCOUNTING_PROPERTY = "gatehouse.lab.accounting";

  private Verdict() {}

  /** Whatever does not hold. */
  public static List<String> of(ClusterScene scene) {
    scene.recording().stop();
    List<String> faults = new ArrayList<>(scene.recording().reuses());
    if (scene.recording().packets() == 0) {
      faults.add("no ESP packet was recorded");
    }
    if (Boolean.parseBoolean(System.getProperty(ACCOUNTING_PROPERTY, "true"))) {
      AccountingLedger ledger = AccountingLedger.read(scene.radius().accounting());
      faults.addAll(ledger.faultsOfEndedSessions());
      if (ledger.sessions() == 0) {
        faults.add("no session was accounted for");
      }
    }
    return faults;
  }
}
