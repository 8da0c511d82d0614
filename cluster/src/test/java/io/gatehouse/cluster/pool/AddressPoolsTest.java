package io.gatehouse.cluster.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatehouse.cluster.pool.AddressPools.Answer;
import io.gatehouse.cluster.pool.AddressPools.Command;
import io.gatehouse.cluster.pool.AddressPools.Lease;
import io.gatehouse.cluster.pool.AddressPools.LeaseFixed;
import io.gatehouse.cluster.pool.AddressPools.Release;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.InsideAddress;
import io.gatehouse.cluster.store.SearchColumns;
import io.gatehouse.cluster.store.SessionListing;
import io.gatehouse.protocol.ike.policy.Network;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class AddressPoolsTest {

  private static final ActorTestKit TEST_KIT = ActorTestKit.create();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final StoredLeases NONE = (_, _) -> CompletableFuture.completedFuture(List.of());

  private final TestProbe<Answer> answers = TEST_KIT.createTestProbe();

  @AfterAll
  static void stop() {
    TEST_KIT.shutdownTestKit();
  }

  @Test
  void leasesUntilThePoolIsExhausted() {
    ActorRef<Command> pools = spawn(NONE);

    assertThat(lease(pools, "LAN", 1)).isEqualTo(leased("LAN", "10.0.0.1"));
    assertThat(lease(pools, "LAN", 2)).isEqualTo(leased("LAN", "10.0.0.2"));
    assertThat(lease(pools, "LAN", 3)).isEqualTo(new Answer.Exhausted("LAN"));
    assertThat(lease(pools, "GUESTS", 3)).isEqualTo(leased("GUESTS", "10.7.0.1"));
    assertThat(lease(pools, "NOWHERE", 4)).isEqualTo(new Answer.UnknownPool("NOWHERE"));
  }

  @Test
  void aReleasedAddressIsLeasedAgain() {
    ActorRef<Command> pools = spawn(NONE);
    lease(pools, "GUESTS", 1);
    pools.tell(new Release(address("10.7.0.1"), session(9)));
    assertThat(lease(pools, "GUESTS", 2)).isEqualTo(new Answer.Exhausted("GUESTS"));
    pools.tell(new Release(address("10.7.0.1"), session(1)));

    assertThat(lease(pools, "GUESTS", 2)).isEqualTo(leased("GUESTS", "10.7.0.1"));
  }

  @Test
  void anAddressFromRadiusIsUniqueInsideAndOutsideOfPools() {
    ActorRef<Command> pools = spawn(NONE);

    assertThat(leaseFixed(pools, "10.0.0.1", 1)).isEqualTo(leased("LAN", "10.0.0.1"));
    assertThat(lease(pools, "LAN", 2)).isEqualTo(leased("LAN", "10.0.0.2"));
    assertThat(leaseFixed(pools, "10.0.0.2", 3)).isEqualTo(new Answer.InUse(address("10.0.0.2")));
    assertThat(leaseFixed(pools, "172.16.0.1", 3))
        .isEqualTo(leased(AddressPools.FRAMED, "172.16.0.1"));
    assertThat(leaseFixed(pools, "172.16.0.1", 4))
        .isEqualTo(new Answer.InUse(address("172.16.0.1")));
    pools.tell(new Release(address("172.16.0.1"), session(3)));
    assertThat(leaseFixed(pools, "172.16.0.1", 4))
        .isEqualTo(leased(AddressPools.FRAMED, "172.16.0.1"));
  }

  @Test
  void servesNobodyBeforeTheStoredLeasesAreRead() {
    CompletableFuture<List<SessionListing>> page = new CompletableFuture<>();
    ActorRef<Command> pools = spawn((_, _) -> page);
    pools.tell(new Lease("LAN", "bob", session(2), answers.getRef()));
    answers.expectNoMessage(Duration.ofMillis(50));
    page.complete(List.of(listing(1, "alice", "LAN", "10.0.0.1")));

    assertThat(answers.receiveMessage(PATIENCE)).isEqualTo(leased("LAN", "10.0.0.2"));
  }

  @Test
  void storedLeasesAreKeptWhenTheirPoolHasAnotherNameOrIsGone() {
    ActorRef<Command> pools =
        spawn(
            (_, _) ->
                CompletableFuture.completedFuture(
                    List.of(
                        listing(1, "alice", "OLD-NAME", "10.0.0.1"),
                        listing(2, "bob", "GONE", "192.168.0.1"))));

    assertThat(lease(pools, "LAN", 3)).isEqualTo(leased("LAN", "10.0.0.2"));
    assertThat(leaseFixed(pools, "192.168.0.1", 4))
        .isEqualTo(new Answer.InUse(address("192.168.0.1")));
    pools.tell(new Release(address("10.0.0.1"), session(1)));
    assertThat(lease(pools, "LAN", 5)).isEqualTo(leased("LAN", "10.0.0.1"));
  }

  @Test
  void bothAddressesOfASessionAreKept() {
    SessionListing both =
        new SessionListing(
            session(1),
            1,
            "node-a",
            new SearchColumns(
                "alice",
                "REMOTE",
                address("192.0.2.1"),
                List.of(
                    new InsideAddress("LAN", address("10.0.0.1")),
                    new InsideAddress("ipv6 LAN", address("2001:db8::1"))),
                NOW),
            NOW);
    ActorRef<Command> pools = spawn((_, _) -> CompletableFuture.completedFuture(List.of(both)));

    assertThat(lease(pools, "LAN", 2)).isEqualTo(leased("LAN", "10.0.0.2"));
    assertThat(lease(pools, "ipv6 LAN", 2)).isEqualTo(leased("ipv6 LAN", "2001:db8::2"));
  }

  @Test
  void aSessionHasAnAddressOfEachFamilyFromPoolsOfOneName() {
    ActorRef<Command> pools = spawn(NONE);

    assertThat(lease(pools, "LAN", 1)).isEqualTo(leased("LAN", "10.0.0.1"));
    assertThat(lease(pools, AddressPools.ipv6("LAN"), 1))
        .isEqualTo(leased("ipv6 LAN", "2001:db8::1"));
    pools.tell(new Release(address("2001:db8::1"), session(1)));
    assertThat(lease(pools, AddressPools.ipv6("LAN"), 2))
        .isEqualTo(leased("ipv6 LAN", "2001:db8::2"));
    assertThat(lease(pools, AddressPools.ipv6("LAN"), 1))
        .as("the address of last time")
        .isEqualTo(leased("ipv6 LAN", "2001:db8::1"));
  }

  @Test
  void readsAllPages() {
    List<SessionListing> rows =
        IntStream.rangeClosed(1, 2_500)
            .mapToObj(i -> listing(i, "user" + i, "BIG", "10.1.%d.%d".formatted(i / 256, i % 256)))
            .toList();
    ActorRef<Command> pools =
        spawn(
            (after, limit) ->
                CompletableFuture.completedFuture(
                    rows.stream()
                        .filter(
                            row ->
                                row.session().value() > after.map(SessionNumber::value).orElse(0))
                        .limit(limit)
                        .toList()));

    for (SessionListing row : rows) {
      assertThat(leaseFixed(pools, row.columns().inside().getFirst().address(), 5_000))
          .isInstanceOf(Answer.InUse.class);
    }
  }

  @Test
  void asksTheStoreAgainWhenItIsAway() {
    AtomicInteger asked = new AtomicInteger();
    ActorRef<Command> pools =
        spawn(
            (_, _) ->
                asked.incrementAndGet() == 1
                    ? CompletableFuture.failedFuture(new IllegalStateException("away"))
                    : CompletableFuture.completedFuture(
                        List.of(listing(1, "alice", "GUESTS", "10.7.0.1"))));

    assertThat(lease(pools, "GUESTS", 2)).isEqualTo(new Answer.Exhausted("GUESTS"));
  }

  @Test
  void poolsHaveNoAddressInCommon() {
    List<AddressPool> pools =
        List.of(pool("A", "10.0.0.1", "10.0.0.9"), pool("B", "10.0.0.9", "10.0.0.12"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressPools.alone(pools, NONE, () -> NOW))
        .withMessage("pool B: 10.0.0.9 to 10.0.0.12 overlaps 10.0.0.1 to 10.0.0.9 of pool A");
  }

  private static ActorRef<Command> spawn(StoredLeases stored) {
    return TEST_KIT.spawn(
        AddressPools.alone(
            List.of(
                pool("LAN", "10.0.0.1", "10.0.0.2"),
                pool("GUESTS", "10.7.0.1", "10.7.0.1"),
                new AddressPool(
                    AddressPools.ipv6("LAN"),
                    List.of(AddressRange.hosts(new Network(address("2001:db8::"), 64))),
                    Duration.ZERO)),
            stored,
            () -> NOW));
  }

  private Answer lease(ActorRef<Command> pools, String pool, int session) {
    pools.tell(new Lease(pool, "user" + session, session(session), answers.getRef()));
    return answers.receiveMessage(PATIENCE);
  }

  private Answer leaseFixed(ActorRef<Command> pools, String address, int session) {
    return leaseFixed(pools, address(address), session);
  }

  private Answer leaseFixed(ActorRef<Command> pools, InetAddress address, int session) {
    pools.tell(new LeaseFixed(address, "user" + session, session(session), answers.getRef()));
    return answers.receiveMessage(PATIENCE);
  }

  private static Answer leased(String pool, String address) {
    return new Answer.Leased(new InsideAddress(pool, address(address)));
  }

  private static SessionListing listing(int session, String user, String pool, String address) {
    return new SessionListing(
        session(session),
        1,
        "node-a",
        new SearchColumns(
            user,
            "REMOTE",
            address("192.0.2.1"),
            List.of(new InsideAddress(pool, address(address))),
            NOW),
        NOW);
  }

  private static AddressPool pool(String name, String first, String last) {
    return new AddressPool(
        name, List.of(new AddressRange(address(first), address(last))), Duration.ZERO);
  }

  private static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }

  private static SessionNumber session(int number) {
    return new SessionNumber(number);
  }
}
