package io.gatehouse.cluster.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cluster.ingress.IngressSettings;
import io.gatehouse.cluster.pool.AddressPools;
import io.gatehouse.cluster.store.InsideAddress;
import io.gatehouse.cluster.store.StoreSettings;
import io.gatehouse.cluster.store.TestDatabase;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.Lease;
import io.gatehouse.protocol.ike.exchange.SessionEvent;
import io.gatehouse.protocol.ike.exchange.TrafficSelectors;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.net.InetAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions whose store, AAA, pools, data plane or process leaves them alone. */
class InterruptedSessionTest {

  private static final InetAddress INSIDE_IPV6 = InetAddress.ofLiteral("2001:db8:99::1");

  @TempDir private Path directory;
  private StoreSettings settings;
  private ControlPlane headend;

  @BeforeEach
  void start() {
    settings = TestDatabase.H2.createImpatient(directory);
    headend = new ControlPlane(settings);
  }

  @AfterEach
  void stop() {
    headend.close();
  }

  @Test
  void aSessionGoesOnAfterTheProcessWasReplaced() {
    PskClient client = new PskClient("alice");
    headend.login(client);
    Octets probe = client.probe();
    List<Octets> alive = headend.exchange(client, probe);
    Established before = (Established) headend.stored(client).orElseThrow();
    headend.close();

    headend = restarted();
    headend.numbers.occupy(headend.number(client));
    headend.tell(headend.number(client), new SessionCommand.Resume());

    client.open(headend.exchange(client, client.probe()));
    Established after = (Established) headend.stored(client).orElseThrow();
    assertThat(after.sessionId()).isEqualTo(before.sessionId());
    assertThat(after.lease()).isEqualTo(before.lease());
    assertThat(after.childSas().getFirst().recoveries()).isEqualTo(1);
    assertThat(headend.dataPlane.installed()).hasSize(1);
    assertThat(headend.gauge.established()).isEqualTo(1);
    assertThat(alive).isNotEmpty();
  }

  /** Control planes share the secret of the SPIs, as the processes of one cluster do. */
  private ControlPlane restarted() {
    return new ControlPlane(settings);
  }

  @Test
  void aSessionWhoseAddressAnotherHasGetsTheNextOne() {
    PskClient holder = new PskClient("holder");
    headend.login(holder);
    occupy(holder, InetAddress.ofLiteral("10.99.0.2"));
    PskClient client = new PskClient("late");

    headend.login(client);

    Established session = (Established) headend.stored(client).orElseThrow();
    assertThat(session.lease()).contains(new Lease("POOL", InetAddress.ofLiteral("10.99.0.3")));
    assertThat(headend.gauge.established()).isEqualTo(2);
    assertThat(headend.gauge.halfOpen()).isZero();
    headend.exchange(client, client.delete());
    assertThat(headend.pools.released().address()).isEqualTo(InetAddress.ofLiteral("10.99.0.3"));
  }

  @Test
  void ofTwoAddressesTheOneThatAnotherHasIsReplaced() {
    PskClient holder = new PskClient("holder");
    headend.login(holder);
    occupy(holder, InetAddress.ofLiteral("2001:db8:99::1"));
    PskClient client = new PskClient("late");

    headend.begin(client);
    IkeMessage answer = client.open(headend.exchange(client, client.authenticateForBoth()));

    InetAddress ipv4 = InetAddress.ofLiteral("10.99.0.2");
    InetAddress ipv6 = InetAddress.ofLiteral("2001:db8:99::2");
    Established session = (Established) headend.stored(client).orElseThrow();
    assertThat(session.insideAddresses()).containsExactly(ipv4, ipv6);
    assertThat(answer.first(Payload.TrafficSelectorsInitiator.class).orElseThrow().selectors())
        .containsExactly(TrafficSelectors.ofAddress(ipv4), TrafficSelectors.ofAddress(ipv6));
    headend.exchange(client, client.delete());
    assertThat(headend.pools.released().address()).isEqualTo(ipv4);
    assertThat(headend.pools.released().address()).isEqualTo(ipv6);
    headend.pools.commands.expectNoMessage(Duration.ZERO);
  }

  @Test
  void bothAddressesGoOnAfterTheProcessWasReplaced() {
    PskClient client = new PskClient("alice");
    headend.begin(client);
    client.open(headend.exchange(client, client.authenticateForBoth()));
    Established before = (Established) headend.stored(client).orElseThrow();
    assertThat(before.leases()).hasSize(2);
    headend.close();

    headend = restarted();
    headend.numbers.occupy(headend.number(client));
    headend.tell(headend.number(client), new SessionCommand.Resume());

    client.open(headend.exchange(client, client.probe()));
    assertThat(((Established) headend.stored(client).orElseThrow()).leases())
        .isEqualTo(before.leases());
    PskClient other = new PskClient("bob");
    headend.begin(other);
    other.open(headend.exchange(other, other.authenticateForBoth()));
    assertThat(((Established) headend.stored(other).orElseThrow()).insideAddresses())
        .doesNotContainAnyElementsOf(before.insideAddresses());
  }

  @Test
  void anAddressFromRadiusThatAnotherHasIsRefused() {
    PskClient holder = new PskClient("holder");
    headend.login(holder);
    occupy(holder, InetAddress.ofLiteral("10.99.0.2"));
    PskClient client = new PskClient(GrantingAaa.USER_OF_SECOND_ADDRESS);

    IkeMessage answer = headend.login(client);

    assertThat(answer.notify(NotifyType.INTERNAL_ADDRESS_FAILURE)).isPresent();
    assertThat(((Established) headend.stored(client).orElseThrow()).lease()).isEmpty();
  }

  /** As another node would that has the same pool. */
  private void occupy(PskClient holder, InetAddress address) {
    Established session = (Established) headend.stored(holder).orElseThrow();
    Lease next = new Lease("POOL", address);
    headend.awaitResumption();
    headend
        .store
        .write(
            SessionNumber.of(255, 255), 1, ChangedSession.of(session).leases(List.of(next)).done())
        .toCompletableFuture()
        .join();
  }

  @Test
  void anOwnerThatIsLateForgetsWhatItHasAndGoesOnFromTheStore() {
    PskClient client = new PskClient("alice");
    headend.login(client);
    SessionNumber number = headend.number(client);
    Established stored = (Established) headend.stored(client).orElseThrow();
    headend.store.write(number, 2, stored).toCompletableFuture().join();

    Octets delete = client.delete();
    headend.send(client, delete);
    // The first attempt was refused; the client repeats itself as clients do.
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              headend.send(client, delete);
              return !headend.isSilent(client);
            });

    client.open(headend.receive(client));
    assertThat(headend.stored(client)).isEmpty();
    assertThat(headend.dataPlane.installed()).isEmpty();
    await().untilAsserted(() -> assertThat(headend.gauge.established()).isZero());
  }

  @Test
  void withTheDatabaseAwayAnEstablishedSessionIsStillAlive() throws SQLException {
    PskClient client = new PskClient("alice");
    headend.login(client);
    try (Connection exclusive = takeTheDatabaseAway()) {
      client.open(headend.exchange(client, client.probe()));
      client.open(headend.exchange(client, client.probe()));
      exclusive.createStatement().execute("SET EXCLUSIVE 0");
    }
    // The connection pool does not look at a connection that was used half a second ago.
    await()
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions()
        .until(() -> headend.stored(client).isPresent());
  }

  @Test
  void aLoginDuringAnOutageIsFinishedWhenTheDatabaseIsBackOrForgotten() throws SQLException {
    PskClient client = new PskClient("alice");
    headend.begin(client);
    SessionNumber number = headend.number(client);
    try (Connection exclusive = takeTheDatabaseAway()) {
      headend.send(client, client.authenticate());
      headend.pools.commands.receiveMessage(Duration.ofSeconds(20));
      exclusive.createStatement().execute("SET EXCLUSIVE 0");
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> headend.gauge.established() == 1 || !headend.numbers.isUsed(number));
    assertThat(headend.gauge.halfOpen()).isZero();
    assertThat(headend.gauge.established()).isEqualTo(headend.stored(client).isPresent() ? 1 : 0);
  }

  private Connection takeTheDatabaseAway() throws SQLException {
    Connection exclusive = DriverManager.getConnection(settings.url(), settings.user(), "");
    exclusive.createStatement().execute("SET EXCLUSIVE 2");
    return exclusive;
  }

  @Test
  void aClientWhomAaaForgetsIsForgottenToo() {
    headend.close();
    headend = shortOfPatience();
    headend.aaa.silence();
    PskClient client = new PskClient("alice");
    headend.begin(client);
    SessionNumber number = headend.number(client);

    headend.send(client, client.authenticate());

    await().until(() -> !headend.numbers.isUsed(number));
    assertThat(headend.gauge.halfOpen()).isZero();
    assertThat(headend.stored(client)).isEmpty();
  }

  @Test
  void anAddressThatComesTooLateGoesBack() {
    headend.close();
    headend = shortOfPatience();
    headend.pools.silence();
    PskClient client = new PskClient("alice");
    headend.begin(client);
    headend.send(client, client.authenticate());
    var lease = (AddressPools.Lease) headend.pools.commands.receiveMessage(Duration.ofSeconds(20));
    await().until(() -> headend.gauge.halfOpen() == 0);

    lease
        .replyTo()
        .tell(new AddressPools.Answer.Leased(new InsideAddress("POOL", WatchedPools.FIRST_INSIDE)));

    assertThat(headend.pools.released().address()).isEqualTo(WatchedPools.FIRST_INSIDE);
    headend.pools.commands.expectNoMessage(Duration.ZERO);
  }

  @Test
  void twoAddressesThatComeTooLateGoBack() {
    headend.close();
    headend = shortOfPatience();
    headend.pools.silence();
    PskClient client = new PskClient("alice");
    headend.begin(client);
    headend.send(client, client.authenticateForBoth());
    List<AddressPools.Lease> asked = List.of(nextLease(), nextLease());
    await().until(() -> headend.gauge.halfOpen() == 0);

    asked.forEach(lease -> lease.replyTo().tell(leased(lease.pool())));

    assertThat(List.of(headend.pools.released(), headend.pools.released()))
        .extracting(AddressPools.Release::address)
        .containsExactlyInAnyOrder(WatchedPools.FIRST_INSIDE, INSIDE_IPV6);
    headend.pools.commands.expectNoMessage(Duration.ZERO);
  }

  @Test
  void anAddressOfOneFamilyIsEnough() {
    headend.pools.silence();
    PskClient client = new PskClient("alice");
    headend.begin(client);
    headend.send(client, client.authenticateForBoth());
    for (AddressPools.Lease lease : List.of(nextLease(), nextLease())) {
      boolean ipv4 = lease.pool().equals(WatchedPools.POOL);
      lease
          .replyTo()
          .tell(ipv4 ? new AddressPools.Answer.Exhausted(lease.pool()) : leased(lease.pool()));
    }

    IkeMessage answer = client.open(headend.receive(client));

    assertThat(answer.notify(NotifyType.INTERNAL_ADDRESS_FAILURE)).isEmpty();
    assertThat(((Established) headend.stored(client).orElseThrow()).insideAddresses())
        .containsExactly(INSIDE_IPV6);
  }

  private AddressPools.Lease nextLease() {
    return (AddressPools.Lease) headend.pools.commands.receiveMessage(Duration.ofSeconds(20));
  }

  private static AddressPools.Answer leased(String pool) {
    return new AddressPools.Answer.Leased(
        new InsideAddress(
            pool, pool.equals(WatchedPools.POOL) ? WatchedPools.FIRST_INSIDE : INSIDE_IPV6));
  }

  private ControlPlane shortOfPatience() {
    return new ControlPlane(
        settings,
        PskPolicy.of(Duration.ofMillis(500)),
        new IngressSettings(100, 100, 100_000, 100, 1_000));
  }

  @Test
  void aDataPlaneWithoutRoomEndsTheSession() {
    headend.dataPlane.refuse();
    PskClient client = new PskClient("alice");
    headend.login(client);

    IkeMessage farewell = client.open(headend.receive(client));
    assertThat(farewell.first(Payload.Delete.class)).isPresent();
    headend.send(client, client.response(farewell));

    await().until(() -> headend.gauge.established() == 0 && headend.stored(client).isEmpty());
    assertThat(headend.pools.released().address()).isEqualTo(WatchedPools.FIRST_INSIDE);
  }

  @Test
  void theBooksAreEmptyWhenAllAreGone() {
    Random random = new Random(2718);
    List<SessionNumber> numbers = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      PskClient client = new PskClient("user" + i % 7);
      headend.begin(client);
      numbers.add(headend.number(client));
      switch (random.nextInt(4)) {
        case 0 -> headend.tell(headend.number(client), new SessionCommand.Leave());
        case 1 -> {
          headend.exchange(client, client.authenticate(PskClient.initialContact()));
          headend.exchange(client, client.delete());
        }
        case 2 -> {
          headend.exchange(client, client.authenticate());
          headend.tell(headend.number(client), new SessionCommand.Leave());
        }
        default -> headend.exchange(client, client.authenticate());
      }
    }
    numbers.forEach(
        number -> headend.tell(number, new SessionCommand.Terminate(SessionEvent.Cause.REPLACED)));

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(headend.gauge.halfOpen()).isZero();
              assertThat(headend.gauge.established()).isZero();
              assertThat(numbers).noneMatch(headend.numbers::isUsed);
              assertThat(headend.dataPlane.installed()).isEmpty();
            });
  }
}
