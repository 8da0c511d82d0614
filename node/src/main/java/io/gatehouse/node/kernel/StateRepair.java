package io.gatehouse.node.kernel;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.node.xfrm.EspState;
import io.gatehouse.node.xfrm.SaId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings back states that somebody else has removed: with the window and the counters that they had
 * when they were last read, and numbers further on.
 */
record StateRepair(KernelStates states, SaDatabase database) {

  private static final Logger LOG = LoggerFactory.getLogger(StateRepair.class);

  /**
   * Those that were missing at the last listing already.
   *
   * @param found states that the kernel has
   * @return the inbound SPIs of CHILD SAs that were repaired, and should be rekeyed
   */
  List<Integer> missing(Set<SaId> found) {
    List<Integer> repaired = new ArrayList<>();
    for (InstalledSa sa : database.all().stream().filter(sa -> !sa.isEnded()).toList()) {
      SaPair pair = sa.pair();
      boolean complete =
          found.contains(pair.inbound().id()) && found.contains(pair.outbound().id());
      if (sa.isMissedAgain(!complete) && repair(sa)) {
        repaired.add(pair.inboundSpi());
      }
    }
    return repaired;
  }

  private boolean repair(InstalledSa sa) {
    SaPair pair = sa.pair();
    try {
      boolean repaired = false;
      if (states.find(pair.inbound().id()).isEmpty()) {
        states.addOne(sa.inbound().continued(pair.inbound()));
        repaired = true;
      }
      if (states.find(pair.outbound().id()).isEmpty()) {
        EspState outbound = sa.outbound().continued(pair.outbound());
        states.addOne(Numbering.ahead(outbound, pair.recoveries(), SaDatabase.SKIPPED_NUMBERS));
        repaired = true;
      }
      return repaired;
    } catch (DataPlaneException e) {
      LOG.warn("a CHILD SA that somebody has removed from the kernel ends: {}", e.reason());
      database.remove(pair.inboundSpi());
      return false;
    }
  }
}
