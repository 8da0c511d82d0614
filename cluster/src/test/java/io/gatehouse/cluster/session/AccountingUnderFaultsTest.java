package io.gatehouse.cluster.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.accounting.AccountingRecords;
import io.gatehouse.cluster.store.OutboxEntry;
import io.gatehouse.cluster.store.SessionStore;
import io.gatehouse.cluster.store.StoredState;
import io.gatehouse.cluster.store.TestDatabase;
import io.gatehouse.protocol.accounting.AccountingRecord;
import io.gatehouse.protocol.accounting.AccountingRecord.Status;
import io.gatehouse.protocol.accounting.Reading;
import io.gatehouse.protocol.accounting.Usage;
import io.gatehouse.protocol.ike.crypto.EphemeralKeySource;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Context;
import io.gatehouse.protocol.ike.exchange.Decision;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.Input;
import io.gatehouse.protocol.ike.exchange.Meters;
import io.gatehouse.protocol.ike.exchange.Responder;
import io.gatehouse.protocol.ike.exchange.SessionEvent;
import io.gatehouse.protocol.ike.exchange.SessionState;
import io.gatehouse.protocol.ike.exchange.Step;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Three nodes that each believe to own the sessions, and die between any two things that they do.
 * Whatever happens, each session that came into the store has one beginning and one end, and
 * counters that only grow.
 */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class AccountingUnderFaultsTest {

  private static final int NODES = 3;
  private static final int SESSIONS = 12;
  private static final int EVENTS = 1_500;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration LEASE = Duration.ofHours(1);

  private final TestDatabase database;
  private final Random random = new Random(2866);
  private final SpiLayout spis = new SpiLayout(Secret.utf8("the secret of a cluster in a test"));
  private final Set<String> begun = new HashSet<>();
  private final List<Node> nodes = new ArrayList<>();
  @TempDir private Path directory;
  private SessionStore<SessionState> store;
  private Instant now = Instant.parse("2026-03-01T08:00:00Z");
  private int users;

  AccountingUnderFaultsTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    store =
        SessionStore.open(
            database.create(directory), new SessionRecord(), new SecureRandom(), () -> now);
    Stream.generate(Node::new).limit(NODES).forEach(nodes::add);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void eachSessionBeginsOnceAndEndsOnce() {
    for (int event = 0; event < EVENTS; event++) {
      now = now.plusSeconds(random.nextInt(20));
      Node node = nodes.get(random.nextInt(NODES));
      node.act(SessionNumber.of(7, 1 + random.nextInt(SESSIONS)));
    }
    endAll();

    Map<String, List<AccountingRecord>> told = drained();
    assertThat(told.keySet()).isEqualTo(begun);
    assertThat(told).hasSizeGreaterThan(SESSIONS);
    told.values().forEach(AccountingUnderFaultsTest::isAnAccount);
    assertThat(told.values().stream().mapToLong(List::size).max().orElseThrow()).isGreaterThan(2);
  }

  private static void isAnAccount(List<AccountingRecord> records) {
    List<Status> order = records.stream().map(AccountingRecord::status).toList();
    assertThat(order).containsOnlyOnce(Status.START, Status.STOP);
    assertThat(order.getFirst()).isEqualTo(Status.START);
    assertThat(order.getLast()).isEqualTo(Status.STOP);
    for (int i = 1; i < records.size(); i++) {
      AccountingRecord before = records.get(i - 1);
      AccountingRecord after = records.get(i);
      assertThat(after.usage().inboundOctets())
          .isGreaterThanOrEqualTo(before.usage().inboundOctets());
      assertThat(after.usage().outboundPackets())
          .isGreaterThanOrEqualTo(before.usage().outboundPackets());
      assertThat(after.sessionTime()).isGreaterThanOrEqualTo(before.sessionTime());
      assertThat(after.userName()).isEqualTo(before.userName());
    }
  }

  private void endAll() {
    for (int slot = 1; slot <= SESSIONS; slot++) {
      SessionNumber number = SessionNumber.of(7, slot);
      Node last = new Node();
      last.takeOver(number);
      last.give(number, new Input.Terminate(SessionEvent.Cause.REPLACED), Fault.NONE);
      assertThat(await(store.read(number))).isEmpty();
    }
  }

  private Map<String, List<AccountingRecord>> drained() {
    Map<String, List<AccountingRecord>> told = new HashMap<>();
    List<OutboxEntry> entries = await(store.outbox().take("ACCT", 1_000, LEASE));
    while (!entries.isEmpty()) {
      for (OutboxEntry entry : entries) {
        told.computeIfAbsent(entry.key().sessionId(), _ -> new ArrayList<>())
            .add(AccountingRecords.read(entry.body()));
      }
      await(store.outbox().remove(entries.stream().map(OutboxEntry::key).toList()));
      entries = await(store.outbox().take("ACCT", 1_000, LEASE));
    }
    return told;
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  /** Where a node dies. */
  private enum Fault {
    NONE,
    BEFORE_THE_WRITE,
    AFTER_THE_WRITE
  }

  /** A node: what it believes of the sessions, and the traffic that it has counted. */
  private final class Node implements Meters {
    private final Map<SessionNumber, StoredState<SessionState>> sessions = new HashMap<>();
    private final Map<Secret, Reading> counters = new HashMap<>();

    void act(SessionNumber number) {
      Fault fault = fault();
      switch (random.nextInt(10)) {
        case 0 -> crash();
        case 1 -> takeOver(number);
        case 2 -> begin(number, fault);
        case 3 -> give(number, new Input.Terminate(SessionEvent.Cause.REPLACED), fault);
        case 4, 5 -> carry(number);
        case 6, 7 -> give(number, new Input.DeadlineReached(now), fault);
        default -> give(number, new Input.PathChanged(new PskClient("mover").path()), fault);
      }
    }

    private Fault fault() {
      return switch (random.nextInt(12)) {
        case 10 -> Fault.BEFORE_THE_WRITE;
        case 11 -> Fault.AFTER_THE_WRITE;
        default -> Fault.NONE;
      };
    }

    @Override
    public int sessions() {
      return sessions.size();
    }

    private void crash() {
      sessions.clear();
      counters.clear();
    }

    private Context context(SessionNumber number) {
      return new Context(
          now,
          RANDOM,
          EphemeralKeySource.generating(RANDOM),
          PskPolicy.of(PskPolicy.HALF_OPEN),
          new SessionSpiMint(spis, number),
          this);
    }

    void takeOver(SessionNumber number) {
      await(store.read(number))
          .ifPresent(
              found -> {
                sessions.put(number, found);
                give(number, new Input.Recovered(installed(found), true), Fault.NONE);
              });
    }

    private Set<Integer> installed(StoredState<SessionState> found) {
      return found.state() instanceof Established session
          ? session.childSas().stream()
              .filter(childSa -> counters.containsKey(childSa.inboundKey()))
              .map(ChildSa::inboundSpi)
              .collect(Collectors.toSet())
          : Set.of();
    }

    private void begin(SessionNumber number, Fault fault) {
      int user = users++;
      InetAddress inside = InetAddress.ofLiteral("10.1." + user / 250 + "." + (1 + user % 250));
      Step step = AccountedSessions.beginning("user" + user, inside, context(number));
      write(number, 0, step, fault);
    }

    void give(SessionNumber number, Input input, Fault fault) {
      StoredState<SessionState> known = sessions.get(number);
      if (known == null) {
        return;
      }
      Step step = Responder.step(known.state(), input, context(number));
      if (step.durable()) {
        write(number, known.revision(), step, fault);
      } else {
        sessions.put(number, new StoredState<>(step.state(), known.revision()));
      }
    }

    private void write(SessionNumber number, long revision, Step step, Fault fault) {
      if (fault == Fault.BEFORE_THE_WRITE) {
        crash();
        return;
      }
      try {
        await(store.write(number, revision + 1, step.state()));
      } catch (CompletionException stale) {
        sessions.remove(number);
        return;
      }
      note(step.state());
      if (fault == Fault.AFTER_THE_WRITE) {
        crash();
        return;
      }
      follow(number, revision + 1, step);
    }

    private void follow(SessionNumber number, long revision, Step step) {
      if (step.state() instanceof Established) {
        sessions.put(number, new StoredState<>(step.state(), revision));
      } else {
        sessions.remove(number);
      }
      for (Decision decision : step.decisions()) {
        if (decision instanceof Decision.Install install) {
          ChildSa childSa = install.childSa();
          counters.putIfAbsent(
              childSa.inboundKey(),
              new Reading(childSa.inboundSpi(), childSa.recoveries(), Usage.NONE));
        } else if (decision instanceof Decision.Remove(int inboundSpi, _, _)) {
          counters.values().removeIf(reading -> reading.inboundSpi() == inboundSpi);
        }
      }
    }

    private void note(SessionState state) {
      if (state instanceof Established session) {
        begun.add(session.sessionId());
      }
    }

    private void carry(SessionNumber number) {
      StoredState<SessionState> known = sessions.get(number);
      if (known != null && known.state() instanceof Established session) {
        for (ChildSa childSa : session.childSas()) {
          counters.computeIfPresent(
              childSa.inboundKey(),
              (_, was) ->
                  new Reading(
                      was.inboundSpi(),
                      was.installation(),
                      was.usage().plus(new Usage(500, 5, 900, 7))));
        }
      }
    }

    @Override
    public List<Reading> read(Established session) {
      return session.childSas().stream()
          .map(childSa -> Optional.ofNullable(counters.get(childSa.inboundKey())))
          .flatMap(Optional::stream)
          .toList();
    }

    @Override
    public Map<Integer, Long> received(Established session) {
      return Map.of();
    }

    @Override
    public boolean storeAnswers() {
      return true;
    }
  }
}
