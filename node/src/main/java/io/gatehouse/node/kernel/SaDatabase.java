package io.gatehouse.node.kernel;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.node.netlink.Acknowledgement;
import io.gatehouse.node.netlink.Errno;
import io.gatehouse.node.netlink.NetlinkRequest;
import io.gatehouse.node.route.Reachability;
import io.gatehouse.node.xfrm.SaId;
import io.gatehouse.node.xfrm.XfrmPolicy;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Path;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The CHILD SAs that this plane has in the kernel. While one is changed nobody changes another, so
 * that what is known here and what is there agree whenever the lock is free. Look-ups take no lock.
 */
final class SaDatabase {

  /**
   * Numbers that an outbound state skips which goes on in another's place: what that one has sent
   * since it was last read is not known.
   */
  static final long SKIPPED_NUMBERS = 1 << 20;

  /** Later CHILD SAs have lower ones, which count more. */
  private static final int FIRST_PRIORITY = SaPair.WAITING_PRIORITY - 1;

  private final KernelStates states;
  private final InboundSpis inboundSpis;
  private final SaLayout layout;
  private final Clock clock;
  private final ReachedAddresses addresses;
  private final PolicyDatabase policies = new PolicyDatabase();
  private final InstalledSas sas = new InstalledSas();
  private int lastPriority = FIRST_PRIORITY;

  SaDatabase(
      KernelStates states,
      InboundSpis inboundSpis,
      Reachability reachability,
      SaLayout layout,
      Clock clock) {
    this.states = states;
    this.inboundSpis = inboundSpis;
    this.addresses = new ReachedAddresses(reachability);
    this.layout = layout;
    this.clock = clock;
  }

  Optional<InstalledSa> find(int inboundSpi) {
    return sas.find(inboundSpi);
  }

  Collection<InstalledSa> all() {
    return sas.all();
  }

  /**
   * Installs a CHILD SA, or lets one with the same keys go on.
   *
   * @return whether it goes on in new states, and should be rekeyed
   * @throws DataPlaneException when the kernel refuses; nothing of it is there then
   */
  synchronized boolean install(ChildSa childSa, Path path, List<InetAddress> insideAddresses) {
    Optional<InstalledSa> installed = sas.find(childSa.inboundSpi());
    if (installed.filter(sa -> sa.pair().goesOnAs(childSa)).isPresent()) {
      installed.get().claim();
      return goOn(installed.get(), childSa, path, insideAddresses);
    }
    boolean waits = childSa.replaces().stream().anyMatch(spi -> sas.find(spi).isPresent());
    int priority = waits ? SaPair.WAITING_PRIORITY : lastPriority - 1;
    SaPair pair = layout.of(childSa, path, insideAddresses, priority, clock.instant());
    requireFree(pair);
    lastPriority = Math.min(lastPriority, priority);
    installed.map(InstalledSa::pair).ifPresent(this::takeOut);
    try {
      addresses.put(pair.inboundSpi(), insideAddresses);
      SaPair added = states.add(pair);
      inboundSpis.known(pair.inboundSpi());
      sas.add(new InstalledSa(added, true, clock.millis()));
      int _ = change(policies.put(pair.inboundSpi(), pair.policies()));
    } catch (DataPlaneException e) {
      drop(pair);
      throw e;
    }
    return false;
  }

  /**
   * Clients behind one address may have chosen the same SPI, which the kernel cannot tell apart.
   * The second one has to go without.
   */
  private void requireFree(SaPair pair) {
    if (sas.isTaken(pair)) {
      remove(pair.inboundSpi());
      throw new DataPlaneException(
          "the client's SPI " + pair.outbound().id() + " is in use by another client");
    }
  }

  /** Makes room for another one with the same SPI, which takes over its policies. */
  private void takeOut(SaPair pair) {
    states.remove(pair);
    sas.remove(pair);
  }

  private boolean goOn(
      InstalledSa installed, ChildSa childSa, Path path, List<InetAddress> insideAddresses) {
    SaPair pair = installed.pair();
    int priority = pair.policies().isEmpty() ? --lastPriority : pair.priority();
    List<XfrmPolicy> wanted = SaLayout.policies(childSa, pair.path(), insideAddresses, priority);
    if (!Set.copyOf(wanted).equals(Set.copyOf(pair.policies()))) {
      try {
        addresses.put(pair.inboundSpi(), insideAddresses);
        int _ = change(policies.put(pair.inboundSpi(), wanted));
      } catch (DataPlaneException e) {
        drop(pair);
        throw e;
      }
      installed.becomes(pair.leadingTo(insideAddresses, wanted));
    }
    return move(installed, path);
  }

  /** The client has sent through it: from now on packets to it go there as well. */
  synchronized void heard(InstalledSa sa) {
    SaPair pair = sa.pair();
    boolean here = sas.find(pair.inboundSpi()).filter(found -> found == sa).isPresent();
    if (here && pair.waits()) {
      SaPair leading = pair.withPriority(--lastPriority);
      sa.becomes(leading);
      int _ = change(policies.put(leading.inboundSpi(), leading.policies()));
    }
  }

  /** Takes over what an earlier process has left, as it is. */
  synchronized void adopt(SaPair pair) {
    addresses.put(pair.inboundSpi(), pair.insideAddresses());
    List<NetlinkRequest> _ = policies.put(pair.inboundSpi(), pair.policies());
    sas.add(new InstalledSa(pair, false, clock.millis()));
    if (!pair.policies().isEmpty()) {
      lastPriority = Math.min(lastPriority, pair.priority());
    }
  }

  /**
   * Sends along another path from now on.
   *
   * @return whether it goes on in new states, and should be rekeyed
   * @throws DataPlaneException when the kernel refuses; nothing of it is there then
   */
  synchronized boolean move(int inboundSpi, Path path) {
    Optional<InstalledSa> installed = sas.find(inboundSpi);
    return installed.isPresent() && move(installed.get(), path);
  }

  private boolean move(InstalledSa installed, Path path) {
    SaPair old = installed.pair();
    installed.told(path);
    if (old.path().equals(path) || installed.isEnded()) {
      return false;
    }
    SaPair moved = SaLayout.moved(old, path);
    requireFree(moved);
    try {
      // A card is not told of other ports.
      boolean updates = sameAddresses(old, moved) && !old.isOffloaded();
      boolean updated = updates && states.updatePorts(moved);
      if (!updated) {
        moved = continued(installed, moved);
        states.replace(old, moved);
      }
      sas.change(installed, moved);
      int _ = change(policies.put(moved.inboundSpi(), moved.policies()));
      return !updated;
    } catch (DataPlaneException e) {
      drop(old);
      drop(moved);
      throw e;
    }
  }

  private static boolean sameAddresses(SaPair one, SaPair other) {
    return one.inbound().id().equals(other.inbound().id())
        && one.outbound().id().equals(other.outbound().id());
  }

  /** With the numbers, the window and the counters that the states have now, or had last. */
  private SaPair continued(InstalledSa installed, SaPair pair) {
    SaPair old = installed.pair();
    Reading in = states.find(old.inbound().id()).map(Reading::of).orElse(installed.inbound());
    Reading out = states.find(old.outbound().id()).map(Reading::of).orElse(installed.outbound());
    return pair.with(
        in.continued(pair.inbound()),
        Numbering.ahead(out.continued(pair.outbound()), pair.recoveries(), SKIPPED_NUMBERS));
  }

  /** Nothing happens when it is not there. */
  synchronized void remove(int inboundSpi) {
    sas.find(inboundSpi).map(InstalledSa::pair).ifPresent(this::drop);
  }

  synchronized void removeAll() {
    List.copyOf(sas.all()).forEach(sa -> drop(sa.pair()));
  }

  /**
   * Takes both states of one that has come to its end. All else stays, its counters above all,
   * until it is removed.
   */
  synchronized void end(InstalledSa sa) {
    sa.read(states, clock.millis());
    states.remove(sa.pair());
  }

  /** Removes one that has come to its end, unless there is another in its place. */
  synchronized void removeEnded(InstalledSa ended) {
    sas.find(ended.pair().inboundSpi()).filter(sa -> sa == ended).ifPresent(sa -> drop(sa.pair()));
  }

  /**
   * Removes what an earlier process has left and no session has asked for.
   *
   * @return how many there were
   */
  synchronized int removeUnclaimed() {
    List<Integer> unclaimed = sas.unclaimed();
    unclaimed.forEach(this::remove);
    return unclaimed.size();
  }

  /** Policies first: packets go into the tunnel of the CHILD SA before while that is there. */
  private void drop(SaPair pair) {
    sas.remove(pair);
    List<Acknowledgement> _ = states.requests("policies", policies.remove(pair.inboundSpi()));
    inboundSpis.forgotten(pair.inboundSpi());
    states.remove(pair);
    addresses.remove(pair.inboundSpi());
  }

  /**
   * Returns how many of the changes were any: what was not there need not be removed.
   *
   * @throws DataPlaneException when the kernel refuses
   */
  private int change(List<NetlinkRequest> changes) {
    int changed = 0;
    for (Acknowledgement answer : states.requests("policies", changes)) {
      if (answer.success()) {
        changed++;
      } else if (answer.errno() != Errno.ENOENT) {
        throw KernelFailure.of("a policy cannot be made", answer);
      }
    }
    return changed;
  }

  /** To be asked before the kernel's policies are listed. */
  synchronized long policyVersion() {
    return policies.version();
  }

  /** As {@link StateRepair} wants it, while nobody changes anything. */
  synchronized List<Integer> repairStates(Set<SaId> found) {
    return new StateRepair(states, this).missing(found);
  }

  /**
   * Makes the kernel's policies those that CHILD SAs want.
   *
   * @param found those of this plane that the kernel had
   * @param since {@link #policyVersion} before they were listed
   * @return how many had to be changed
   */
  synchronized int repairPolicies(List<XfrmPolicy> found, long since) {
    return change(policies.repairs(found, since));
  }

  /** Removes states of this plane that belong to none of its CHILD SAs. */
  synchronized int removeStrangers(List<SaId> found) {
    List<SaId> strangers = found.stream().filter(id -> !sas.isKnown(id)).toList();
    return states.removeAll(strangers);
  }

  synchronized Set<InetAddress> reachedAddresses() {
    return addresses.all();
  }
}
