package io.gatehouse.cluster.membership;

import java.util.HashMap;
import java.util.Map;
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
 * that is cut off from some only; and a member that only lost ones do not reach, and that sees the
 * gossip, is none that is lost. This builds on what is internal to Pekko.
 */
final class LivingMajority extends DowningStrategy {

  private final KeepMajority majority;
  private final Map<UniqueAddress, Member> lost = new HashMap<>();
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
  public Set<UniqueAddress> nodesToDown(Decision decision) {
    return majority.nodesToDown(decision);
  }

  @Override
  public void setReachability(Reachability reachability) {
    super.setReachability(reachability);
    told = reachability;
    believe();
  }

  @Override
  public void setSeenBy(Set<Address> members) {
    super.setSeenBy(members);
    majority.setSeenBy(members);
    believe();
  }

  @Override
  public void add(Member member) {
    super.add(member);
    majority.add(member);
  }

  @Override
  public void remove(Member member) {
    super.remove(member);
    lost.remove(member.uniqueAddress());
    majority.remove(member);
  }

  @Override
  public void addUnreachable(Member member) {
    super.addUnreachable(member);
    lost.put(member.uniqueAddress(), member);
    believe();
  }

  @Override
  public void addReachable(Member member) {
    super.addReachable(member);
    lost.remove(member.uniqueAddress());
    majority.addReachable(member);
    believe();
  }

  private void believe() {
    Reachability believed = told.filterRecords(record -> isHeard(record.observer()));
    majority.setReachability(believed);
    for (Member member : lost.values()) {
      if (believed.isReachable(member.uniqueAddress()) && sees(member.uniqueAddress())) {
        majority.addReachable(member);
      } else {
        majority.addUnreachable(member);
      }
    }
  }

  private boolean isHeard(UniqueAddress observer) {
    return told.isReachable(observer) || sees(observer);
  }

  private boolean sees(UniqueAddress member) {
    return seenBy().contains(member.address());
  }
}
