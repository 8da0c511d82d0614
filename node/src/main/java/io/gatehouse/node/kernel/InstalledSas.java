package io.gatehouse.node.kernel;

import io.gatehouse.node.xfrm.SaId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * CHILD SAs by what names them in the kernel. Look-ups by the inbound SPI take no lock; all else is
 * for one thread at a time.
 */
final class InstalledSas {

  private final Map<Integer, InstalledSa> bySpi = new ConcurrentHashMap<>();
  private final Map<SaId, Integer> byOutbound = new HashMap<>();

  Optional<InstalledSa> find(int inboundSpi) {
    return Optional.ofNullable(bySpi.get(inboundSpi));
  }

  Collection<InstalledSa> all() {
    return bySpi.values();
  }

  void add(InstalledSa sa) {
    bySpi.put(sa.pair().inboundSpi(), sa);
    byOutbound.put(sa.pair().outbound().id(), sa.pair().inboundSpi());
  }

  /** It is in other states from now on. */
  void change(InstalledSa sa, SaPair pair) {
    byOutbound.remove(sa.pair().outbound().id());
    sa.becomes(pair);
    add(sa);
  }

  /** An outbound state that is another CHILD SA's by now stays that one's. */
  void remove(SaPair pair) {
    bySpi.remove(pair.inboundSpi());
    byOutbound.remove(pair.outbound().id(), pair.inboundSpi());
  }

  /** Whether another CHILD SA than the pair's has its outbound state. */
  boolean isTaken(SaPair pair) {
    Integer owner = byOutbound.get(pair.outbound().id());
    return owner != null && owner != pair.inboundSpi();
  }

  /** Those that no session is known to have. */
  List<Integer> unclaimed() {
    return bySpi.values().stream()
        .filter(sa -> !sa.isClaimed())
        .map(sa -> sa.pair().inboundSpi())
        .toList();
  }

  /** Whether a state is one of a CHILD SA's. */
  boolean isKnown(SaId id) {
    return byOutbound.containsKey(id)
        || find(id.spi()).filter(sa -> sa.pair().inbound().id().equals(id)).isPresent();
  }
}
