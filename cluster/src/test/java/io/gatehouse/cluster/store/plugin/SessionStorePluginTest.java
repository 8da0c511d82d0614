package io.gatehouse.cluster.store.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.AddressConflicts;
import io.gatehouse.cluster.store.Note;
import io.gatehouse.cluster.store.SessionStore;
import io.gatehouse.cluster.store.StoreException.StaleRevision;
import io.gatehouse.cluster.store.Stores;
import io.gatehouse.cluster.store.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.state.DurableStateStoreRegistry;
import org.apache.pekko.persistence.state.javadsl.DurableStateUpdateStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class SessionStorePluginTest {

  private static final SessionNumber SESSION = SessionNumber.of(42, 7);

  private final TestDatabase database;
  @TempDir private Path directory;
  private SessionStore<Note> store;
  private ActorSystem<Void> system;
  private ActorTestKit testKit;

  SessionStorePluginTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void start() {
    store = Stores.open(database.create(directory));
    system =
        ActorSystem.create(
            Behaviors.empty(),
            "store",
            ActorSystemSetup.create(
                SessionStoreSetup.of(store, Note.class, new AddressConflicts()),
                BootstrapSetup.create(ConfigFactory.load())));
    testKit = ActorTestKit.create(system);
  }

  @AfterEach
  void stop() throws Exception {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
    store.close();
  }

  @Test
  void aBehaviorFindsItsStateAgain() {
    ActorRef<NoteKeeper.Command> keeper = spawn();
    set(keeper, "first");
    set(keeper, "second");
    testKit.stop(keeper);

    assertThat(get(spawn())).contains(note("second"));
  }

  @Test
  void aBehaviorThatDeletedItsStateBeginsAgain() {
    ActorRef<NoteKeeper.Command> keeper = spawn();
    set(keeper, "first");
    TestProbe<NoteKeeper.Done> done = testKit.createTestProbe();
    keeper.tell(new NoteKeeper.Delete(done.getRef()));
    done.receiveMessage(Duration.ofSeconds(30));
    done.expectTerminated(keeper, Duration.ofSeconds(30));

    ActorRef<NoteKeeper.Command> next = spawn();
    assertThat(get(next)).isEmpty();
    set(next, "a new life");
    assertThat(Stores.await(store.read(SESSION)).orElseThrow().revision()).isEqualTo(1);
  }

  @Test
  void aBehaviorThatIsNotTheOwnerAnyMoreIsStoppedByItsFirstWrite() {
    ActorRef<NoteKeeper.Command> zombie = spawn();
    set(zombie, "first");
    Stores.await(store.write(SESSION, 2, note("of the new owner")));
    TestProbe<NoteKeeper.Done> done = testKit.createTestProbe();

    zombie.tell(new NoteKeeper.Set(note("of the zombie"), done.getRef()));

    done.expectTerminated(zombie, Duration.ofSeconds(30));
    done.expectNoMessage(Duration.ZERO);
    assertThat(get(spawn())).contains(note("of the new owner"));
  }

  @Test
  void bothOfPekkosApisGiveTheReason() {
    @SuppressWarnings("unchecked")
    DurableStateUpdateStore<Object> javadsl =
        DurableStateStoreRegistry.get(system)
            .getDurableStateStoreFor(DurableStateUpdateStore.class, SessionStorePlugin.ID);

    assertThatThrownBy(
            () -> Stores.await(javadsl.upsertObject("Note|2a0007", 9, note("stale"), "")))
        .isInstanceOf(StaleRevision.class);
    assertThat(Stores.await(javadsl.getObject("Note|2a0007")).revision()).isZero();
    Stores.await(javadsl.upsertObject("Note|2a0007", 1, note("fits"), ""));
    assertThat(Stores.await(javadsl.getObject("Note|2a0007")).value()).contains(note("fits"));
  }

  private ActorRef<NoteKeeper.Command> spawn() {
    return testKit.spawn(NoteKeeper.create(SESSION.entityId()));
  }

  private void set(ActorRef<NoteKeeper.Command> keeper, String text) {
    TestProbe<NoteKeeper.Done> done = testKit.createTestProbe();
    keeper.tell(new NoteKeeper.Set(note(text), done.getRef()));
    done.receiveMessage(Duration.ofSeconds(30));
  }

  private Optional<Note> get(ActorRef<NoteKeeper.Command> keeper) {
    TestProbe<Optional<Note>> reply = testKit.createTestProbe();
    keeper.tell(new NoteKeeper.Get(reply.getRef()));
    return reply.receiveMessage(Duration.ofSeconds(30));
  }

  private static Note note(String text) {
    return new Note("alice", Optional.empty(), text);
  }
}
