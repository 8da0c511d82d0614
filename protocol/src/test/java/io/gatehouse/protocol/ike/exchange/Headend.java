package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.accounting.AccountingRecord;
import io.gatehouse.protocol.ike.crypto.EphemeralKeySource;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.ike.policy.ResponderPolicy;
import io.gatehouse.protocol.octets.Octets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The responder under test with a clock that stands still, and rules that hold after every step.
 */
final class Headend {

  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  static final InetAddress INSIDE = address("10.99.0.15");
  static final Lease LEASE = new Lease("POOL", INSIDE);
  static final InetAddress INSIDE6 = address("2001:db8:99::15");
  static final Lease LEASE6 = new Lease("ipv6 POOL6", INSIDE6);
  static final Path PATH =
      new Path(
          new InetSocketAddress(address("192.0.2.1"), 4500),
          new InetSocketAddress(address("198.51.100.7"), 50123),
          "vpn1");
  static final Path OTHER_PATH =
      new Path(PATH.local(), new InetSocketAddress(address("203.0.113.9"), 1024), "vpn1");

  /** The same client, whose flow reaches another machine. */
  static final Path OTHER_MACHINE = new Path(PATH.local(), PATH.remote(), "vpn2");

  /** SPIs that say which generation they are of. */
  static final SpiMint MINT =
      new SpiMint() {
        @Override
        public long ikeSpi(int generation) {
          return 0x1000000000000000L + generation;
        }

        @Override
        public int espSpi(int generation) {
          return 0x20000000 + generation;
        }
      };

  final CountedTraffic traffic = new CountedTraffic();

  private final SeededRandom random = new SeededRandom(7296);
  private ResponderPolicy policy;
  private SessionState state = new SessionState.Vacant();
  private Optional<Established> stored = Optional.empty();
  private List<Decision> decisions = List.of();
  private final List<AccountingRecord> records = new ArrayList<>();
  private boolean durable;
  private int steps;
  private Instant now = START;

  Headend(ResponderPolicy policy) {
    this.policy = policy;
  }

  static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }

  Headend receive(Octets datagram) {
    return receive(PATH, datagram);
  }

  Headend receive(Path path, Octets datagram) {
    return give(new Input.Datagram(path, datagram));
  }

  Headend give(Input input) {
    Step step =
        Responder.step(
            state,
            input,
            new Context(now, random, EphemeralKeySource.generating(random), policy, MINT, traffic));
    StepRules.check(state, input, step);
    if (step.durable()) {
      step.state().record().ifPresent(records::add);
      stored = step.state() instanceof Established now ? Optional.of(now) : Optional.empty();
    }
    state = step.state();
    decisions = step.decisions();
    durable = step.durable();
    steps++;
    return this;
  }

  /** Its configuration is changed while the session goes on. */
  Headend configured(ResponderPolicy changed) {
    policy = changed;
    return this;
  }

  Headend later(Duration duration) {
    now = now.plus(duration);
    return this;
  }

  /** Waits until the deadline has come. */
  Headend wake() {
    now = deadline();
    return give(new Input.DeadlineReached(Instant.EPOCH));
  }

  /** What another process reads from the store, without the private key of a key exchange. */
  Headend crash() {
    return crash(new Input.Recovered(Set.of(), true));
  }

  Headend crash(Input.Recovered found) {
    state = StepRules.asStored(stored.orElseThrow());
    return give(found);
  }

  Instant deadline() {
    return state.deadline().orElseThrow();
  }

  Instant now() {
    return now;
  }

  /** How many have been made. */
  int steps() {
    return steps;
  }

  SessionState state() {
    return state;
  }

  Established established() {
    return (Established) state;
  }

  boolean isEstablished() {
    return state instanceof Established;
  }

  /** What has come into the outbox. */
  List<AccountingRecord> records() {
    return records;
  }

  boolean wasDurable() {
    return durable;
  }

  List<Decision> decisions() {
    return decisions;
  }

  <D extends Decision> List<D> all(Class<D> type) {
    return decisions.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <D extends Decision> D only(Class<D> type) {
    List<D> all = all(type);
    if (all.size() != 1) {
      throw new AssertionError("one " + type.getSimpleName() + " was expected in " + decisions);
    }
    return all.getFirst();
  }

  boolean isSilent() {
    return all(Decision.Transmit.class).isEmpty();
  }

  <E extends SessionEvent> Optional<E> event(Class<E> type) {
    return all(Decision.Report.class).stream()
        .map(Decision.Report::event)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }

  /** AAA says yes to the question that was asked last, with a pool. */
  Headend authorize() {
    return authorize(authorization("alice"));
  }

  Headend authorize(Authorization granted) {
    long id = only(Decision.Authorize.class).request().id();
    return give(new Input.Authorized(id, new AuthorizationVerdict.Granted(granted)));
  }

  Headend lease() {
    return lease(LEASE);
  }

  Headend lease(Lease... leases) {
    long id = only(Decision.LeaseAddress.class).requestId();
    return give(new Input.AddressLeased(id, List.of(leases)));
  }

  static Authorization authorization(String userName) {
    Authorization none = Authorization.of(userName);
    return new Authorization(
        userName,
        Optional.empty(),
        Optional.of("POOL"),
        Optional.empty(),
        List.of(address("192.0.2.53")),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        none.sessionTimeout(),
        none.idleTimeout(),
        List.of());
  }
}
