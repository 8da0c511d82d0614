package io.gatehouse.cluster.membership;

import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.Reachability;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.sbr.DowningStrategy;
import org.apache.pekko.cluster.sbr.KeepMajority;
import scala.Option;
import scala.collection.immutable.Set;

/**
 * Pekko's keep-majority, which does not listen to the dead. A member that is lost may have said
 * before that it cannot reach another one, and nobody takes that back. Pekko then takes it for a
 * member that is alive and cut off from some only, does not know how to go on, and downs all: two
 * machines that lose power within seconds of each other would end the whole cluster.
 *
 * <p>What an unreachable member has said counts as long as it sees the current gossip, as one does
 * that is cut off from some only. This builds on what is internal to Pekko.
 */
final class LivingMajority extends DowningStrategy {

  private final KeepMajority majority;
  private Reachability told = Reachability.empty();

  LivingMajority(String dataCenter, UniqueAddress self) {
    super(dataCenter, self);
    this.majority = new KeepMajority(dataCenter, Option.empty(), self);
  }

  @Override
  public Option<String> role() {
    return majority.role();
  }

  @Override
  public Decision decide() {
    return majority.decide();
  }

  @Override
  public void setReachability(Reachability reachability) {
    told = reachability;
    believe();
  }

  @Override
  public void setSeenBy(Set<Address> members) {
    super.setSeenBy(members);
    majority.setSeenBy(members);
    believe();
  }

  private void believe() {
    Reachability believed = told.filterRecords(record -> isHeard(record.observer()));
    super.setReachability(believed);
    majority.setReachability(believed);
  }

  private boolean isHeard(UniqueAddress observer) {
    return told.isReachable(observer) || seenBy().contains(observer.address());
  }

  @Override
  public void add(Member member) {
    super.add(member);
    majority.add(member);
  }

  @Override
  public void remove(Member member) {
    super.remove(member);
    majority.remove(member);
  }

  @Override
  public void addUnreachable(Member member) {
    super.addUnreachable(member);
    majority.addUnreachable(member);
  }

  @Override
  public void addReachable(Member member) {
    super.addReachable(member);
    majority.addReachable(member);
  }
}
