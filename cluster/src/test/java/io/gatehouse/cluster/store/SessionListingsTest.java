package io.gatehouse.cluster.store;

import static io.gatehouse.cluster.store.Stores.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class SessionListingsTest {

  private static final SessionSearch ALL =
      new SessionSearch(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00.456Z");

  private final TestDatabase database;
  @TempDir private Path directory;
  private StoreSettings settings;
  private SessionStore<Note> store;

  SessionListingsTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    settings = database.create(directory);
    store = openAs("node-a");
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void saysWhoIsConnected() {
    SessionNumber session = SessionNumber.of(9, 8);
    await(store.write(session, 1, Note.at("alice@example.org", "2001:db8::5")));

    assertThat(await(store.listings().page(Optional.empty(), 10)))
        .containsExactly(
            new SessionListing(
                session,
                1,
                "node-a",
                new SearchColumns(
                    "alice@example.org",
                    "REMOTE",
                    InetAddress.ofLiteral("192.0.2.7"),
                    List.of(new InsideAddress("LAN", InetAddress.ofLiteral("2001:db8::5"))),
                    Note.ESTABLISHED),
                NOW));
  }

  @Test
  void pagesCoverEverySessionOnceInOrder() {
    List<SessionNumber> sessions =
        IntStream.rangeClosed(1, 95).mapToObj(i -> SessionNumber.of(255 - i, i)).sorted().toList();
    sessions.stream()
        .map(session -> store.write(session, 1, Note.of("user", "key")))
        .toList()
        .forEach(Stores::await);

    List<SessionNumber> listed = new ArrayList<>();
    List<SessionListing> page = await(store.listings().page(Optional.empty(), 10));
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(10);
      page.forEach(listing -> listed.add(listing.session()));
      page = await(store.listings().page(Optional.of(listed.getLast()), 10));
    }

    assertThat(listed).isEqualTo(sessions);
    assertThat(await(store.listings().count())).isEqualTo(95);
  }

  @Test
  void theOwnerIsTheNodeThatWroteLast() {
    SessionNumber moved = SessionNumber.of(1, 1);
    SessionNumber stayed = SessionNumber.of(1, 2);
    await(store.write(moved, 1, Note.of("alice", "key")));
    await(store.write(stayed, 1, Note.of("bob", "key")));
    store.close();
    store = openAs("node-b");
    await(store.write(moved, 2, Note.of("alice", "key")));

    assertThat(ownedBy("node-a")).containsExactly(stayed);
    assertThat(ownedBy("node-b")).containsExactly(moved);
    assertThat(ownedBy("node-c")).isEmpty();
  }

  @Test
  void sessionsAreFoundByUserAddressAndNode() {
    SessionNumber alice = SessionNumber.of(1, 1);
    SessionNumber bob = SessionNumber.of(1, 2);
    await(store.write(alice, 1, Note.at("alice", "10.99.0.1")));
    await(store.write(bob, 1, Note.at("bob", "2001:db8::5")));

    assertThat(found(ALL)).containsExactly(alice, bob);
    assertThat(found(search("alice", "", ""))).containsExactly(alice);
    assertThat(found(search("", "2001:db8:0::5", ""))).containsExactly(bob);
    assertThat(found(search("", "192.0.2.7", ""))).containsExactly(alice, bob);
    assertThat(found(search("alice", "2001:db8::5", ""))).isEmpty();
    assertThat(found(search("", "", "node-a"))).containsExactly(alice, bob);
    assertThat(found(search("", "", "node-b"))).isEmpty();
    assertThat(
            found(
                new SessionSearch(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(bob))))
        .containsExactly(bob);
    assertThat(await(store.listings().count(search("bob", "", "")))).isEqualTo(1);
    assertThat(await(store.listings().search(ALL, 1))).hasSize(1);
    assertThat(await(store.listings().leases())).containsExactly(Map.entry("LAN", 2L));
  }

  private List<SessionNumber> found(SessionSearch search) {
    return await(store.listings().search(search, 10)).stream()
        .map(SessionListing::session)
        .toList();
  }

  private static SessionSearch search(String user, String address, String node) {
    return new SessionSearch(
        Optional.of(user).filter(text -> !text.isEmpty()),
        Optional.of(address).filter(text -> !text.isEmpty()).map(InetAddress::ofLiteral),
        Optional.of(node).filter(text -> !text.isEmpty()),
        Optional.empty());
  }

  @Test
  void aPageIsBounded() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store.listings().page(Optional.empty(), 10_001));
  }

  private List<SessionNumber> ownedBy(String node) {
    return await(store.listings().ownedBy(node, Optional.empty(), 10)).stream()
        .map(SessionListing::session)
        .toList();
  }

  private SessionStore<Note> openAs(String node) {
    StoreSettings ofNode =
        new StoreSettings(
            settings.url(),
            settings.user(),
            Secret.utf8(""),
            node,
            settings.keyFile(),
            settings.writers(),
            settings.groupSize(),
            settings.commitDelay(),
            settings.queueSize(),
            settings.freshNumbers(),
            settings.timeout());
    return SessionStore.open(ofNode, Note.CODEC, new SecureRandom(), () -> NOW);
  }
}
