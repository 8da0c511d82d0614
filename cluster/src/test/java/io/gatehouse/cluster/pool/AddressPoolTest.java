package io.gatehouse.cluster.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.AddressBlock;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressPoolTest {

  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void aUserGetsTheAddressOfLastTime() {
    AddressPool pool = pool(Duration.ZERO, "10.0.0.1", "10.0.0.9");
    InetAddress first = lease(pool, "alice", 1);
    lease(pool, "bob", 2);
    pool.release(first, session(1), NOW);
    lease(pool, "carol", 3);

    assertThat(lease(pool, "alice", 4)).isEqualTo(first);
  }

  @Test
  void aSecondSessionOfAUserGetsAnotherAddress() {
    AddressPool pool = pool(Duration.ZERO, "10.0.0.1", "10.0.0.9");

    assertThat(lease(pool, "alice", 1)).isNotEqualTo(lease(pool, "alice", 2));
  }

  @Test
  void aSessionThatAsksAgainGetsWhatItHas() {
    AddressPool pool = pool(Duration.ZERO, "10.0.0.1", "10.0.0.9");

    assertThat(lease(pool, "alice", 1)).isEqualTo(lease(pool, "alice", 1));
    assertThat(pool.leases()).isEqualTo(1);
  }

  @Test
  void aReleasedAddressComesBackAfterAllOthers() {
    AddressPool pool = pool(Duration.ZERO, "10.0.0.1", "10.0.0.3");
    InetAddress first = lease(pool, "alice", 1);
    pool.release(first, session(1), NOW);

    assertThat(List.of(lease(pool, "b", 2), lease(pool, "c", 3))).doesNotContain(first);
    assertThat(lease(pool, "d", 4)).isEqualTo(first);
  }

  @Test
  void onlyTheBlocksThatAreThisNodesAreLeased() {
    AddressPool pool = pool(Duration.ZERO, "10.0.0.10", "10.0.0.40");
    pool.relinquish();
    assertThat(pool.lease("alice", session(1), NOW)).isEmpty();
    pool.hold(AddressBlock.of(InetAddress.ofLiteral("10.0.0.10")));

    Set<InetAddress> leased = new HashSet<>();
    for (int i = 1; i <= 6; i++) {
      leased.add(lease(pool, "user" + i, i));
    }
    assertThat(leased)
        .allMatch(address -> address.getAddress()[3] >= 10 && address.getAddress()[3] < 16)
        .hasSize(6);
    assertThat(pool.lease("late", session(9), NOW)).isEmpty();
    assertThat(pool.leaseFixed(InetAddress.ofLiteral("10.0.0.20"), "late", session(9))).isFalse();
  }

  @Test
  void aBlockThatComesBackIsNotHeldAgainstItsUsers() {
    AddressPool pool = pool(MINUTE, "10.0.0.0", "10.0.0.31");
    InetAddress first = lease(pool, "alice", 1);
    pool.relinquish();
    pool.hold(AddressBlock.of(first));

    assertThat(pool.leases()).isZero();
    assertThat(pool.recall("alice", session(2))).contains(first);
  }

  @Test
  void aDisputedAddressIsNobodysUntilAnyoneReturnsIt() {
    AddressPool pool = pool(Duration.ZERO, "10.0.0.1", "10.0.0.2");
    InetAddress disputed = lease(pool, "alice", 1);
    pool.dispute(disputed, session(1));

    InetAddress other = lease(pool, "alice", 1);
    assertThat(other).isNotEqualTo(disputed);
    assertThat(pool.lease("bob", session(2), NOW)).isEmpty();
    pool.release(disputed, session(77), NOW);
    assertThat(pool.lease("bob", session(2), NOW)).contains(disputed);
  }

  @Test
  void aLeaseThatWasOfNoUseLeavesNothingBehind() {
    AddressPool pool = pool(MINUTE, "10.0.0.1", "10.0.0.2");
    InetAddress address = lease(pool, "alice", 1);
    pool.undo(address, session(2));
    assertThat(pool.leases()).isEqualTo(1);
    pool.undo(address, session(1));

    assertThat(pool.leases()).isZero();
    assertThat(pool.remembers("alice")).isFalse();
    assertThat(List.of(lease(pool, "bob", 2), lease(pool, "carol", 3))).contains(address);
  }

  @Test
  void theStoreIsRightAboutWhoHasAnAddress() {
    AddressPool pool = pool(Duration.ZERO, "10.0.0.1", "10.0.0.2");
    InetAddress address = lease(pool, "alice", 1);
    pool.correct(address, "bob", session(2));

    assertThat(pool.sessionWith(address)).contains(session(2));
    assertThat(pool.release(address, session(1), NOW)).isFalse();
    pool.free(address, NOW);
    assertThat(pool.leases()).isZero();
    assertThat(pool.recall("bob", session(3))).contains(address);
  }

  @Test
  void aReleasedAddressIsInQuarantineForOtherUsers() {
    AddressPool pool = pool(MINUTE, "10.0.0.1", "10.0.0.3");
    InetAddress first = lease(pool, "alice", 1);
    InetAddress second = lease(pool, "bob", 2);
    pool.release(first, session(1), NOW);

    assertThat(pool.lease("carol", session(3), NOW.plusSeconds(59)))
        .contains(InetAddress.ofLiteral("10.0.0.3"));
    pool.release(second, session(2), NOW.plusSeconds(59));
    assertThat(pool.lease("dave", session(4), NOW.plusSeconds(60))).contains(first);
  }

  @Test
  void quarantineIsNotForTheSameUser() {
    AddressPool pool = pool(MINUTE, "10.0.0.1", "10.0.0.3");
    InetAddress first = lease(pool, "alice", 1);
    pool.release(first, session(1), NOW);

    assertThat(lease(pool, "alice", 2)).isEqualTo(first);
  }

  @Test
  void quarantineIsForAUserFromBeforeTheLastOne() {
    AddressPool pool = pool(MINUTE, "10.0.0.1", "10.0.0.3");
    InetAddress first = lease(pool, "alice", 1);
    pool.release(first, session(1), NOW);
    assertThat(pool.leaseFixed(first, "bob", session(2))).isTrue();
    pool.release(first, session(2), NOW.plusSeconds(59));

    assertThat(pool.lease("alice", session(3), NOW.plusSeconds(60)))
        .contains(InetAddress.ofLiteral("10.0.0.2"));
  }

  @Test
  void quarantineEndsEarlyBeforeAUserIsRefused() {
    AddressPool pool = pool(MINUTE, "10.0.0.1", "10.0.0.2");
    InetAddress first = lease(pool, "alice", 1);
    InetAddress second = lease(pool, "bob", 2);
    pool.release(second, session(2), NOW);
    pool.release(first, session(1), NOW);

    assertThat(lease(pool, "carol", 3)).isEqualTo(second);
    assertThat(lease(pool, "dave", 4)).isEqualTo(first);
    assertThat(pool.lease("eve", session(5), NOW)).isEmpty();
  }

  @Test
  void onlyTheHolderReleasesAndOnlyOnce() {
    AddressPool pool = pool(Duration.ZERO, "10.0.0.1", "10.0.0.3");
    InetAddress address = lease(pool, "alice", 1);

    assertThat(pool.release(address, session(2), NOW)).isFalse();
    assertThat(pool.release(InetAddress.ofLiteral("10.9.9.9"), session(1), NOW)).isFalse();
    assertThat(pool.release(address, session(1), NOW)).isTrue();
    assertThat(pool.release(address, session(1), NOW)).isFalse();
    assertThat(pool.leases()).isZero();
  }

  @Test
  void aFixedAddressIsUniqueToo() {
    AddressPool pool = pool(Duration.ZERO, "10.0.0.1", "10.0.0.3");
    InetAddress fixed = InetAddress.ofLiteral("10.0.0.1");

    assertThat(pool.leaseFixed(fixed, "alice", session(1))).isTrue();
    assertThat(pool.leaseFixed(fixed, "alice", session(1))).isTrue();
    assertThat(pool.leaseFixed(fixed, "bob", session(2))).isFalse();
    assertThat(lease(pool, "bob", 2)).isNotEqualTo(fixed);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pool.leaseFixed(InetAddress.ofLiteral("10.0.0.4"), "c", session(3)))
        .withMessage("10.0.0.4 is not an address of pool LAN");
  }

  @Test
  void severalRangesAreOnePool() {
    AddressPool pool =
        new AddressPool(
            "LAN",
            List.of(range("10.0.0.1", "10.0.0.2"), range("10.5.0.1", "10.5.0.1")),
            Duration.ZERO);

    assertThat(List.of(lease(pool, "a", 1), lease(pool, "b", 2), lease(pool, "c", 3)))
        .extracting(InetAddress::getHostAddress)
        .containsExactly("10.0.0.1", "10.0.0.2", "10.5.0.1");
  }

  @Test
  void rangesOfAPoolDoNotOverlap() {
    List<AddressRange> ranges =
        List.of(range("10.0.0.1", "10.0.0.9"), range("10.0.0.9", "10.0.0.20"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AddressPool("LAN", ranges, Duration.ZERO))
        .withMessage("pool LAN: 10.0.0.9 to 10.0.0.20 overlaps 10.0.0.1 to 10.0.0.9");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AddressPool("LAN", List.of(), Duration.ZERO))
        .withMessage("pool LAN has 0 addresses; 1 to 1048576 are possible");
  }

  @Test
  void aLargePoolIsGivenAwayToTheLastAddress() {
    AddressPool pool = pool(MINUTE, "10.0.0.0", "10.0.255.255");
    Set<InetAddress> leased = new HashSet<>();
    for (int i = 1; i <= 65_536; i++) {
      leased.add(lease(pool, "user" + i, i));
    }

    assertThat(leased).hasSize(65_536);
    assertThat(pool.lease("late", session(65_537), NOW)).isEmpty();
  }

  /** Against a map of who has what: unique, never refused while one is free, released once. */
  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0", "3, 60", "4, 60", "5, 7"})
  void anyOrderOfRequestsKeepsLeasesUnique(long seed, int quarantineSeconds) {
    RandomGenerator random = new Random(seed);
    AddressPool pool = pool(Duration.ofSeconds(quarantineSeconds), "10.0.0.250", "10.0.1.20");
    Map<SessionNumber, InetAddress> model = new HashMap<>();
    Instant now = NOW;
    for (int step = 0; step < 20_000; step++) {
      now = now.plusSeconds(random.nextInt(3));
      SessionNumber session = session(random.nextInt(1, 61));
      String user = "user" + random.nextInt(40);
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          Optional<InetAddress> leased = pool.lease(user, session, now);
          assertThat(leased.isPresent())
              .isEqualTo(model.containsKey(session) || model.size() < pool.size());
          leased.ifPresent(address -> grant(model, session, address));
        }
        case 2 -> {
          InetAddress wanted = pool.ranges().getFirst().at(random.nextInt(pool.size()));
          boolean possible =
              model.containsKey(session)
                  ? model.get(session).equals(wanted)
                  : !model.containsValue(wanted);
          assertThat(pool.leaseFixed(wanted, user, session)).isEqualTo(possible);
          if (possible) {
            grant(model, session, wanted);
          }
        }
        default -> {
          InetAddress address = pool.ranges().getFirst().at(random.nextInt(pool.size()));
          InetAddress mine = random.nextBoolean() ? model.getOrDefault(session, address) : address;
          assertThat(pool.release(mine, session, now)).isEqualTo(model.remove(session, mine));
        }
      }
      assertThat(pool.leases()).isEqualTo(model.size());
    }
  }

  private static void grant(
      Map<SessionNumber, InetAddress> model, SessionNumber session, InetAddress address) {
    Optional<SessionNumber> holder =
        model.entrySet().stream()
            .filter(lease -> lease.getValue().equals(address))
            .map(Map.Entry::getKey)
            .findFirst();
    assertThat(holder.orElse(session)).isEqualTo(session);
    model.put(session, address);
  }

  private static InetAddress lease(AddressPool pool, String user, int session) {
    return pool.lease(user, session(session), NOW).orElseThrow();
  }

  private static AddressPool pool(Duration quarantine, String first, String last) {
    return new AddressPool("LAN", List.of(range(first, last)), quarantine);
  }

  private static AddressRange range(String first, String last) {
    return new AddressRange(InetAddress.ofLiteral(first), InetAddress.ofLiteral(last));
  }

  private static SessionNumber session(int number) {
    return new SessionNumber(number);
  }
}
