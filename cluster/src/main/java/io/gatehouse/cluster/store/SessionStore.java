package io.gatehouse.cluster.store;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.GroupRead.PendingRead;
import io.gatehouse.cluster.store.GroupRead.SealedRecord;
import io.gatehouse.cluster.store.PendingWrite.Change;
import io.gatehouse.cluster.store.StoreException.Overloaded;
import io.gatehouse.protocol.octets.Secret;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The established sessions, durable: a write that was reported done outlives a crash of the process
 * and of the machine.
 *
 * <p>A session's revision counts its writes from 1. Revision n+1 is accepted only on top of n, so
 * that an owner that lost its shard cannot write any more. All methods return at once; results come
 * on a thread of the store, which must not be kept; a failure is a {@link StoreException}.
 *
 * @param <S> the state of a session
 */
public final class SessionStore<S> implements AutoCloseable {

  /** The reader, listings, address blocks, members, outbox and configuration. */
  private static final int CONNECTIONS_BESIDE_WRITERS = 6;

  private final StateCodec<S> codec;
  private final RecordSeal seal;
  private final Database database;
  private final KeyChecks checks;
  private final FreshNumbers fresh;
  private final List<GroupingWorker<PendingWrite>> writers;
  private final GroupingWorker<PendingRead> reader;
  private final SessionListings listings;
  private final AddressBlocks addressBlocks;
  private final Outage outage = new Outage();
  private final StoreProbe probe;
  private final ClusterMembers members;
  private final AccountingOutbox outbox;
  private final Queries outboxQueries;
  private final ConfigurationVersions configurations;

  /** Who is told that the outbox has something new. */
  private volatile Runnable outboxListener = () -> {};

  private SessionStore(
      StoreSettings settings,
      Database database,
      KeyChecks checks,
      int writers,
      StateCodec<S> codec,
      SealingKeys keys,
      SecureRandom random,
      InstantSource clock) {
    this.codec = codec;
    this.seal = new RecordSeal(keys, random);
    this.database = database;
    this.checks = checks;
    this.fresh = new FreshNumbers(settings.freshNumbers());
    this.listings = new SessionListings(database, clock, outage);
    this.addressBlocks = new AddressBlocks(database, settings.node(), clock, outage);
    this.outboxQueries = new Queries("session-store-outbox", database, clock, outage);
    this.outbox = new AccountingOutbox(outboxQueries, Dialect.of(settings.url()), clock);
    GroupCommit commit =
        new GroupCommit(
            database,
            settings.node(),
            settings.timeout(),
            clock,
            outage,
            () -> outboxListener.run());
    this.writers =
        IntStream.range(0, writers)
            .mapToObj(
                i ->
                    worker(
                        settings,
                        "session-store-writer-" + i,
                        settings.commitDelay(),
                        commit::write))
            .toList();
    this.reader =
        worker(
            settings,
            "session-store-reader",
            Duration.ZERO,
            new GroupRead(database, clock, outage)::read);
    this.probe = new StoreProbe(database, clock, outage);
    this.members = new ClusterMembers(database, settings.node(), clock, outage);
    this.configurations = new ConfigurationVersions(database, keys, random, clock, outage);
  }

  private static <T> GroupingWorker<T> worker(
      StoreSettings settings, String name, Duration delay, Consumer<List<T>> work) {
    return new GroupingWorker<>(name, settings.queueSize(), settings.groupSize(), delay, work);
  }

  /**
   * Connects to the database, brings its schema up to date, and reads the master keys. An embedded
   * database that is empty gets a new key when there is none.
   *
   * @throws StoreException.Unavailable when the database cannot be opened
   * @throws StoreException.UnusableKeyFile when there are no keys to read, or other nodes have
   *     others
   * @throws IllegalArgumentException when the URL is not one of H2 or PostgreSQL
   */
  public static <S> SessionStore<S> open(
      StoreSettings settings, StateCodec<S> codec, SecureRandom random, InstantSource clock) {
    Dialect dialect = Dialect.of(settings.url());
    int writers = settings.writers() > 0 ? settings.writers() : dialect.writers();
    Database database = Database.open(settings, dialect, writers + CONNECTIONS_BESIDE_WRITERS);
    try {
      MasterKeyFile file = new MasterKeyFile(settings.keyFile());
      boolean mayCreate = dialect.isEmbedded() && !database.holdsSessions();
      MasterKeys keys = mayCreate ? file.readOrCreate(random) : file.read();
      KeyChecks checks = new KeyChecks(database, dialect);
      keys.forEach((id, key) -> checks.require("master key " + id, key, settings.keyFile()));
      MasterKeyRing ring = new MasterKeyRing(file, keys, clock);
      return new SessionStore<>(settings, database, checks, writers, codec, ring, random, clock);
    } catch (StoreException fault) {
      database.close();
      throw fault;
    }
  }

  /** The state of a session; empty when it is not established. */
  public CompletionStage<Optional<StoredState<S>>> read(SessionNumber session) {
    if (fresh.take(session)) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    PendingRead read = new PendingRead(session, new CompletableFuture<>());
    if (!reader.offer(read)) {
      return CompletableFuture.failedFuture(busy(session, "read"));
    }
    return read.done().thenApply(found -> found.map(stored -> unseal(session, stored)));
  }

  /**
   * Stores a state, or removes the session's row as {@link #delete} does when the state has none.
   *
   * @param revision 1 for a session that is not stored yet, one more than the stored one otherwise
   * @return fails with {@link StoreException.StaleRevision} when the revision does not fit, with
   *     {@link StoreException.AddressInUse} when another session has the inside address
   */
  public CompletionStage<Void> write(SessionNumber session, long revision, S state) {
    Optional<OutboxRecord> record = codec.record(state);
    return codec
        .encode(state)
        .map(row -> enqueue(session, revision, sealed(session, revision, row), record))
        .orElseGet(() -> delete(session, revision, record));
  }

  /**
   * Removes a session's row; its number may then begin again with revision 1.
   *
   * @param revision one more than the stored one; 1, with which nothing is removed, for a session
   *     that was never stored
   * @return fails with {@link StoreException.StaleRevision} when the revision does not fit
   */
  public CompletionStage<Void> delete(SessionNumber session, long revision) {
    return delete(session, revision, Optional.empty());
  }

  private CompletionStage<Void> delete(
      SessionNumber session, long revision, Optional<OutboxRecord> record) {
    return revision == 1
        ? CompletableFuture.completedFuture(null)
        : enqueue(session, revision, new Change.Remove(), record);
  }

  /**
   * Lets the next {@link #read} of a session number that was minted a moment ago answer "not
   * established" without asking the database. If it was wrong, the first write fails as stale.
   */
  public void expectAbsent(SessionNumber session) {
    fresh.add(session);
  }

  /**
   * Makes sure that all nodes of this database have the same key.
   *
   * @param name what the key is called in messages
   * @throws StoreException.UnusableKeyFile when another node has another one
   * @throws StoreException.Unavailable when the database does not answer
   */
  public void requireShared(String name, Secret key, Path file) {
    checks.require(name, key, file);
  }

  public SessionListings listings() {
    return listings;
  }

  public AddressBlocks addressBlocks() {
    return addressBlocks;
  }

  public ClusterMembers members() {
    return members;
  }

  /** What is to be told of the sessions. */
  public AccountingOutbox outbox() {
    return outbox;
  }

  /** What the cluster was and is configured to do. */
  public ConfigurationVersions configurations() {
    return configurations;
  }

  /**
   * @param listener is told on a thread of the store, at once, when this node has written records
   *     into the outbox
   */
  public void onRecords(Runnable listener) {
    outboxListener = listener;
  }

  /** Whether the database answered when it was asked last, which is never long ago. */
  public boolean answers() {
    return !outage.lasts();
  }

  /** Finishes what was asked for, and disconnects. */
  @Override
  public void close() {
    writers.forEach(GroupingWorker::close);
    reader.close();
    listings.close();
    addressBlocks.close();
    members.close();
    probe.close();
    outboxQueries.close();
    configurations.close();
    database.close();
  }

  private CompletionStage<Void> enqueue(
      SessionNumber session, long revision, Change change, Optional<OutboxRecord> record) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    PendingWrite write =
        new PendingWrite(session, revision, change, record, System.nanoTime(), done);
    // One thread writes all of a session, in order.
    if (!writers.get(session.value() % writers.size()).offer(write)) {
      write.fail(busy(session, "written"));
    }
    return done;
  }

  private Change sealed(SessionNumber session, long revision, SessionRow row) {
    return new Change.Put(row.columns(), seal.seal(session, revision, row.record()));
  }

  private StoredState<S> unseal(SessionNumber session, SealedRecord stored) {
    try {
      return new StoredState<>(
          codec.decode(seal.open(session, stored.revision(), stored.sealed())), stored.revision());
    } catch (IllegalArgumentException malformed) {
      throw new StoreException.UnreadableRecord(
          "session " + session, String.valueOf(malformed.getMessage()));
    }
  }

  private static Overloaded busy(SessionNumber session, String what) {
    return new Overloaded(
        "session %s cannot be %s: the store's queue is full, or the store closed"
            .formatted(session, what));
  }
}
