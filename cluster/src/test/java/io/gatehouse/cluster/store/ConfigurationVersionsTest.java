package io.gatehouse.cluster.store;

import static io.gatehouse.cluster.store.Stores.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.cluster.config.archive.ArchivedConfiguration;
import io.gatehouse.cluster.config.archive.ConfigurationText;
import io.gatehouse.cluster.config.archive.ConfigurationVersion;
import io.gatehouse.cluster.store.StoreException.UnreadableRecord;
import io.gatehouse.protocol.octets.Octets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class ConfigurationVersionsTest {

  private final TestDatabase database;
  @TempDir private Path directory;
  private StoreSettings settings;
  private SessionStore<Note> store;
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");

  ConfigurationVersionsTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    settings = database.create(directory);
    store = opened();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void theNewestCountsAndTheOthersAreKept() {
    assertThat(await(versions().newest())).isEqualTo(ConfigurationVersion.NONE);
    assertThat(await(versions().append(version(1, "hostname a\nend\n")))).isTrue();
    assertThat(await(versions().append(version(2, "hostname b\nend\n")))).isTrue();

    assertThat(await(versions().newest())).isEqualTo(2);
    assertThat(await(versions().read(1))).contains(version(1, "hostname a\nend\n"));
    assertThat(await(versions().read(2))).contains(version(2, "hostname b\nend\n"));
    assertThat(await(versions().read(3))).isEmpty();
    assertThat(await(versions().all()))
        .extracting(ConfigurationVersion::number)
        .containsExactly(2L, 1L);
  }

  @Test
  void aVersionIsAcceptedOnlyOnTopOfTheOneBefore() {
    await(versions().append(version(1, "hostname a\nend\n")));

    assertThat(await(versions().append(version(1, "hostname b\nend\n")))).isFalse();
    assertThat(await(versions().append(version(3, "hostname b\nend\n")))).isFalse();
    assertThat(await(versions().read(1))).contains(version(1, "hostname a\nend\n"));
  }

  @Test
  void ofTwoNodesAtOnceOneIsFirst() {
    try (SessionStore<Note> other =
        database == TestDatabase.H2 ? store : Stores.open(Stores.named(settings, "node-b"))) {
      List<CompletionStage<Boolean>> both =
          List.of(
              versions().append(version(1, "hostname a\nend\n")),
              other.configurations().append(version(1, "hostname b\nend\n")));

      assertThat(both).map(Stores::await).containsExactlyInAnyOrder(true, false);
    }
  }

  @Test
  void theOldestAreForgotten() {
    IntStream.rangeClosed(1, ConfigurationVersions.KEPT + 3)
        .forEach(number -> await(versions().append(version(number, "end\n"))));

    assertThat(await(versions().all())).hasSize(ConfigurationVersions.KEPT);
    assertThat(await(versions().read(3))).isEmpty();
    assertThat(await(versions().read(4))).isPresent();
  }

  @Test
  void nothingOfATextIsStoredInTheClear() throws SQLException {
    await(versions().append(version(1, "username alice password 0 hunter2\nend\n")));
    await(versions().files().note(List.of("node-a"), Octets.hex("00112233")));

    try (Connection connection = TestDatabase.connect(settings);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT sealed FROM configuration_version"
                    + " UNION ALL SELECT sealed FROM configuration_file")) {
      row.next();
      assertThat(new String(row.getBytes(1), StandardCharsets.ISO_8859_1))
          .doesNotContain("hunter2")
          .doesNotContain("alice");
      row.next();
      assertThat(Octets.owned(row.getBytes(1)).toString()).doesNotContain("00112233");
    }
  }

  @Test
  void anOlderMasterKeyMayGoWhenAllIsSealedAnew() {
    await(versions().append(version(1, "hostname a\nend\n")));
    await(versions().files().note(List.of("node-a", ConfigurationFiles.CLUSTER), Octets.hex("01")));
    Stores.writeKeys(settings.keyFile(), 1, 2);
    pass(Duration.ofSeconds(2));
    assertThat(await(versions().sealAnew())).as("the key is not distributed yet").isZero();
    pass(Duration.ofMinutes(2));
    assertThat(await(versions().sealAnew())).as("a version and two digests").isEqualTo(3);
    assertThat(await(versions().sealAnew())).isZero();

    reopenWith(2);
    assertThat(await(versions().read(1))).contains(version(1, "hostname a\nend\n"));
    assertThat(await(versions().files().digest("node-a"))).contains(Octets.hex("01"));
    assertThat(await(versions().files().digest(ConfigurationFiles.CLUSTER)))
        .contains(Octets.hex("01"));
  }

  @Test
  void aVersionWhoseKeyIsGoneKeepsNoOtherFromBeingSealedAnew() {
    await(versions().append(version(1, "hostname a\nend\n")));
    await(versions().files().note(List.of("node-a"), Octets.hex("01")));
    reopenWith(2);
    await(versions().append(version(2, "hostname b\nend\n")));
    Stores.writeKeys(settings.keyFile(), 2, 3);
    pass(Duration.ofSeconds(2));
    assertThat(await(versions().sealAnew())).as("the key is not distributed yet").isZero();
    pass(Duration.ofMinutes(2));

    assertThat(await(versions().sealAnew())).isEqualTo(1);
    assertThat(await(versions().sealAnew())).isZero();
  }

  @Test
  void aVersionUnderAKeyThatIsGoneIsReportedByItsNumber() {
    await(versions().append(version(1, "hostname a\nend\n")));
    await(versions().files().note(List.of("node-a"), Octets.hex("00112233")));

    reopenWith(2);
    assertThatThrownBy(() -> await(versions().read(1)))
        .isInstanceOf(UnreadableRecord.class)
        .hasMessageContaining("configuration version 1")
        .hasMessageContaining("master key 1 is not in the key file");
    assertThat(await(versions().all())).hasSize(1);
    assertThat(await(versions().files().digest("node-a"))).isEmpty();
  }

  @Test
  void theFilesThatWereReadAreRemembered() {
    ConfigurationFiles files = versions().files();
    assertThat(await(files.digest("node-a"))).isEmpty();

    await(files.note(List.of("node-a", ConfigurationFiles.CLUSTER), Octets.hex("01")));
    await(files.note(List.of("node-a"), Octets.hex("02")));

    assertThat(await(files.digest("node-a"))).contains(Octets.hex("02"));
    assertThat(await(files.digest(ConfigurationFiles.CLUSTER))).contains(Octets.hex("01"));
  }

  private void reopenWith(int key) {
    store.close();
    Stores.writeKeys(settings.keyFile(), key);
    store = opened();
  }

  private SessionStore<Note> opened() {
    return SessionStore.open(settings, Note.CODEC, new SecureRandom(), () -> now);
  }

  private ConfigurationVersions versions() {
    return store.configurations();
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private static ArchivedConfiguration version(long number, String text) {
    return new ArchivedConfiguration(
        ConfigurationVersion.after(
            number - 1, Instant.parse("2026-03-01T12:00:00.123Z"), "alice", "node-a"),
        new ConfigurationText(text));
  }
}
