package io.gatehouse.node.kernel;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.cluster.dataplane.DataPlaneEvents;
import io.gatehouse.node.metrics.Counters;
import io.gatehouse.node.xfrm.SaId;
import io.gatehouse.node.xfrm.Usage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done when a CHILD SA comes to a limit, of which the kernel tells or a poll. */
record SaLimits(SaDatabase database, DataPlaneEvents events, Counters<KernelEvent> counters) {

  private static final Logger LOG = LoggerFactory.getLogger(SaLimits.class);

  /** It should be rekeyed. */
  void soft(InstalledSa sa) {
    if (sa.isFirstWarning()) {
      counters.count(KernelEvent.REKEY_DUE);
      events.rekeyDue(sa.pair().inboundSpi());
    }
  }

  /** The kernel has removed one of its states, which had carried so much. */
  void hard(InstalledSa sa, SaId state, Usage usage) {
    if (!sa.end(state, usage)) {
      return;
    }
    counters.count(KernelEvent.EXPIRED);
    int spi = sa.pair().inboundSpi();
    LOG.warn("the CHILD SA {} has come to its end in the kernel", Integer.toHexString(spi));
    try {
      database.end(sa);
    } catch (DataPlaneException e) {
      LOG.warn("{}", e.reason());
    }
    events.expired(spi);
  }

  /** One that has ended and that nobody has removed since is nobody's. */
  void forget(InstalledSa sa) {
    try {
      database.removeEnded(sa);
    } catch (DataPlaneException e) {
      LOG.warn("{}", e.reason());
    }
  }
}
