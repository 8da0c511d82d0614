package io.gatehouse.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cluster.membership.NodeName;
import io.gatehouse.node.cluster.ClusterAuthority;
import io.gatehouse.node.cluster.Member;
import io.gatehouse.node.cluster.MemberAddress;
import io.gatehouse.node.cluster.TlsFiles;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.cluster.Cluster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DepartureTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path directory;
  private final MemberAddress seed = Member.freeAddress();
  private final AtomicBoolean doorsClosed = new AtomicBoolean();
  private @Nullable ClusterAuthority authority;

  @BeforeEach
  void authority() {
    authority = ClusterAuthority.open(directory, InstantSource.system(), new SecureRandom());
  }

  @Test
  void aNodeThatIsToldToEndLeavesAndIsNotLost() throws Exception {
    try (Member first = start("a", seed);
        Member second = start("b", Member.freeAddress())) {
      await().atMost(LIMIT).until(() -> first.up() == 2);
      Departure departure = departure(second);

      departure.close();

      assertThat(doorsClosed).isTrue();
      await().atMost(LIMIT).until(() -> first.members() == 1);
      assertThat(departure.lost()).isNotDone();
    }
  }

  @Test
  void aNodeThatTheOthersTakeOutIsLost() throws Exception {
    try (Member first = start("a", seed);
        Member second = start("b", Member.freeAddress())) {
      await().atMost(LIMIT).until(() -> first.up() == 2 && second.up() == 2);
      CompletableFuture<Void> lost = departure(second).lost();

      Cluster.get(first.system()).down(Cluster.get(second.system()).selfAddress());

      await().atMost(LIMIT).until(lost::isDone);
      assertThat(doorsClosed).isFalse();
    }
  }

  @Test
  void aNodeLetsLoginsFinishAndThenItsShardsBeTaken() throws Exception {
    AtomicInteger logins = new AtomicInteger(3);
    AtomicInteger shards = new AtomicInteger(5);
    HandOver handOver =
        new HandOver(
            () -> logins.getAndUpdate(count -> Math.max(0, count - 1)),
            () -> logins.get() > 0 ? shards.get() : shards.getAndUpdate(n -> Math.max(0, n - 1)),
            LIMIT);
    try (Member first = start("a", seed);
        Member second = start("b", Member.freeAddress())) {
      await().atMost(LIMIT).until(() -> first.up() == 2 && second.up() == 2);

      departure(second, handOver).close();

      assertThat(logins).hasValue(0);
      assertThat(shards).hasValue(0);
    }
  }

  @Test
  void aNodeThatIsAloneWaitsForNobody() throws Exception {
    try (Member only = start("a", seed)) {
      await().atMost(LIMIT).until(() -> only.up() == 1);

      departure(only, new HandOver(() -> 1, () -> 256, Duration.ofDays(1))).close();

      assertThat(doorsClosed).isTrue();
    }
  }

  @Test
  void shardsThatNobodyTakesHoldNobodyUpForLong() throws Exception {
    try (Member first = start("a", seed);
        Member second = start("b", Member.freeAddress())) {
      await().atMost(LIMIT).until(() -> first.up() == 2 && second.up() == 2);

      departure(second, new HandOver(() -> 1, () -> 256, Duration.ofMillis(100))).close();

      await().atMost(LIMIT).until(() -> first.members() == 1);
    }
  }

  private Departure departure(Member member) {
    return departure(member, new HandOver(() -> 0, () -> 0, Duration.ZERO));
  }

  private Departure departure(Member member, HandOver handOver) {
    return new Departure(
        member.system(), () -> Duration.ZERO, () -> doorsClosed.set(true), handOver);
  }

  private Member start(String name, MemberAddress self) {
    TlsFiles tls =
        Objects.requireNonNull(authority)
            .issue(new NodeName(name), List.of(self.host()), Duration.ofDays(1));
    return Member.start(name, self, seed, tls);
  }
}
