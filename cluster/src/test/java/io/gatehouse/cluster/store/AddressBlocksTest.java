package io.gatehouse.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.AddressBlocks.Claim;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AddressBlocksTest {

  private static final List<AddressBlock> CANDIDATES =
      IntStream.range(0, 6)
          .mapToObj(i -> new AddressBlock(InetAddress.ofLiteral("10.0.0." + i * 16)))
          .toList();

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aBlockIsClaimedByOneNodeOnly(TestDatabase database) {
    StoreSettings settings = database.create(directory);
    try (SessionStore<Note> a = node(settings, "a");
        SessionStore<Note> b = node(settings, "b")) {
      assertThat(claim(a, 2).blocks()).isEqualTo(CANDIDATES.subList(0, 2));
      assertThat(claim(b, 3).blocks()).isEqualTo(CANDIDATES.subList(2, 5));
      assertThat(claim(b, 0).blocks()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void whatANodeHasItIsGivenAgainInCaseItDoesNotKnow(TestDatabase database) {
    StoreSettings settings = database.create(directory);
    try (SessionStore<Note> a = node(settings, "a");
        SessionStore<Note> b = node(settings, "b")) {
      Claim first = claim(a, 2);
      claim(b, 1);

      assertThat(claim(a, 4))
          .isEqualTo(
              new Claim(
                  first.holder(),
                  List.of(
                      CANDIDATES.get(0), CANDIDATES.get(1), CANDIDATES.get(3), CANDIDATES.get(4)),
                  List.of()));
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void theAddressesThatSessionsHaveComeWithTheBlock(TestDatabase database) {
    StoreSettings settings = database.create(directory);
    try (SessionStore<Note> a = node(settings, "a")) {
      SessionNumber session = new SessionNumber(7);
      Stores.await(a.write(session, 1, Note.at("alice", "10.0.0.5")));
      Stores.await(a.write(new SessionNumber(8), 1, Note.at("bob", "10.0.0.21")));

      assertThat(claim(a, 1).leases())
          .containsExactly(new StoredLease(session, "alice", InetAddress.ofLiteral("10.0.0.5")));
      assertThat(Stores.await(a.addressBlocks().leases(List.of(InetAddress.ofLiteral("10.0.0.1")))))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aNodeThatLeavesHandsItsBlocksBack(TestDatabase database) {
    StoreSettings settings = database.create(directory);
    try (SessionStore<Note> a = node(settings, "a");
        SessionStore<Note> b = node(settings, "b")) {
      claim(a, 6);
      assertThat(claim(b, 6).blocks()).isEmpty();
      Stores.await(a.addressBlocks().handBack());

      assertThat(claim(b, 6).blocks()).isEqualTo(CANDIDATES);
      assertThat(Stores.await(a.addressBlocks().renew())).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aNodeThatComesBackEndsItsFormerLife(TestDatabase database) {
    StoreSettings settings = database.create(directory);
    try (SessionStore<Note> former = node(settings, "a");
        SessionStore<Note> again = node(settings, "a")) {
      Claim before = claim(former, 6);
      Claim after = claim(again, 6);

      assertThat(after.blocks()).isEqualTo(CANDIDATES);
      assertThat(after.holder()).isNotEqualTo(before.holder());
      assertThat(Stores.await(former.addressBlocks().renew())).isFalse();
      assertThat(Stores.await(again.addressBlocks().renew())).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aNodeThatSaysNothingForATermLosesItsBlocks(TestDatabase database) {
    StoreSettings settings = database.create(directory);
    try (SessionStore<Note> a = node(settings, "a");
        SessionStore<Note> b = node(settings, "b")) {
      claim(a, 6);
      Stores.endTermOf(settings, "a");
      assertThat(claim(b, 1).blocks()).isEqualTo(CANDIDATES.subList(0, 1));

      assertThat(Stores.await(a.addressBlocks().renew())).isFalse();
      assertThat(claim(a, 6).blocks()).isEqualTo(CANDIDATES.subList(1, 6));
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aLateSignOfLifeIsOneWhenNobodyHasEndedTheTerm(TestDatabase database) {
    StoreSettings settings = database.create(directory);
    try (SessionStore<Note> a = node(settings, "a");
        SessionStore<Note> b = node(settings, "b")) {
      claim(a, 6);
      Stores.endTermOf(settings, "a");
      assertThat(Stores.await(a.addressBlocks().renew())).isTrue();

      assertThat(claim(b, 6).blocks()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(value = TestDatabase.class, names = "POSTGRESQL")
  void claimsAtTheSameTimeGetDifferentBlocks(TestDatabase database) {
    StoreSettings settings = database.create(directory);
    List<AddressBlock> many =
        IntStream.range(0, 2_000)
            .mapToObj(
                i ->
                    new AddressBlock(
                        InetAddress.ofLiteral("10.1.%d.%d".formatted(i / 16, i % 16 * 16))))
            .toList();
    List<SessionStore<Note>> nodes =
        IntStream.range(0, 4).mapToObj(i -> node(settings, "node" + i)).toList();
    List<CompletionStage<Claim>> claims = new ArrayList<>();
    for (int round = 0; round < 25; round++) {
      nodes.forEach(node -> claims.add(node.addressBlocks().claim(many, 20 + claims.size() / 4)));
    }

    claims.forEach(Stores::await);
    List<AddressBlock> held =
        nodes.stream()
            .flatMap(
                node -> Stores.await(node.addressBlocks().claim(many, 2_000)).blocks().stream())
            .toList();
    assertThat(held).hasSize(2_000);
    assertThat(new HashSet<>(held)).hasSize(2_000);
    nodes.forEach(SessionStore::close);
  }

  private static Claim claim(SessionStore<Note> node, int most) {
    return Stores.await(node.addressBlocks().claim(CANDIDATES, most));
  }

  private static SessionStore<Note> node(StoreSettings settings, String name) {
    return Stores.open(Stores.named(settings, name));
  }
}
