package io.gatehouse.cluster.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.pool.AddressPools.Answer;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.InsideAddress;
import io.gatehouse.cluster.store.Note;
import io.gatehouse.cluster.store.SessionStore;
import io.gatehouse.cluster.store.Stores;
import io.gatehouse.cluster.store.TestDatabase;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RestoredLeasesTest {

  private static final InetAddress ONLY = InetAddress.ofLiteral("10.0.0.1");

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void anAddressOfAnEstablishedSessionStaysItsOwnAfterARestart(TestDatabase database) {
    ActorTestKit testKit = ActorTestKit.create();
    try (SessionStore<Note> store = Stores.open(database.create(directory))) {
      InsideAddress inside = new InsideAddress("LAN", ONLY);
      Stores.await(
          store.write(new SessionNumber(7), 1, new Note("alice", Optional.of(inside), "key")));
      TestProbe<Answer> answers = testKit.createTestProbe();
      ActorRef<AddressPools.Command> pools =
          testKit.spawn(
              AddressPools.alone(
                  List.of(
                      new AddressPool("LAN", List.of(new AddressRange(ONLY, ONLY)), Duration.ZERO)),
                  store.listings()::page,
                  InstantSource.system()));

      pools.tell(new AddressPools.Lease("LAN", "bob", new SessionNumber(8), answers.getRef()));
      assertThat(answers.receiveMessage(Duration.ofSeconds(30)))
          .isEqualTo(new Answer.Exhausted("LAN"));
      pools.tell(new AddressPools.Release(ONLY, new SessionNumber(7)));
      pools.tell(new AddressPools.Lease("LAN", "bob", new SessionNumber(8), answers.getRef()));
      assertThat(answers.receiveMessage(Duration.ofSeconds(30)))
          .isEqualTo(new Answer.Leased(inside));
    } finally {
      testKit.shutdownTestKit();
    }
  }
}
