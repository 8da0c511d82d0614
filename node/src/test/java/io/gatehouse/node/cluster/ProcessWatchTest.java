package io.gatehouse.node.cluster;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.MemberStatus;
import org.junit.jupiter.api.Test;

/** The split-brain resolver waits for an hour here, so what is taken out was known to be dead. */
class ProcessWatchTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration A_WHILE = Duration.ofSeconds(6);

  private final MemberAddress seed = Member.freeAddress();

  @Test
  void aKilledProcessIsTakenOut() throws IOException {
    try (Member first = Member.watching("a", seed, seed);
        Member second = Member.watching("b", Member.freeAddress(), seed);
        MemberProcess third = MemberProcess.start("c", Member.freeAddress(), seed)) {
      await().atMost(LIMIT).until(() -> first.up() == 3 && second.up() == 3);

      third.kill();

      await().atMost(LIMIT).until(() -> first.members() == 2 && second.members() == 2);
    }
  }

  @Test
  void aStoppedProcessIsNot() throws IOException, InterruptedException {
    try (Member first = Member.watching("a", seed, seed);
        Member second = Member.watching("b", Member.freeAddress(), seed);
        MemberProcess third = MemberProcess.start("c", Member.freeAddress(), seed)) {
      await().atMost(LIMIT).until(() -> first.up() == 3 && second.up() == 3);

      third.signal("STOP");

      await().atMost(LIMIT).until(() -> unreachable(first));
      await().during(A_WHILE).atMost(LIMIT).until(() -> first.members() == 3 && !downed(first));
      third.signal("CONT");
      await().atMost(LIMIT).until(() -> !unreachable(first));
    }
  }

  private static boolean unreachable(Member member) {
    return !Cluster.get(member.system()).state().getUnreachable().isEmpty();
  }

  private static boolean downed(Member member) {
    for (var there : Cluster.get(member.system()).state().getMembers()) {
      if (there.status().equals(MemberStatus.down())) {
        return true;
      }
    }
    return false;
  }
}
