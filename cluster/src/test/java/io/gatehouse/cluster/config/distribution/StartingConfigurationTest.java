package io.gatehouse.cluster.config.distribution;

import static io.gatehouse.cluster.store.Stores.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.config.ConfigurationResult;
import io.gatehouse.cluster.config.archive.ArchivedConfiguration;
import io.gatehouse.cluster.config.archive.ConfigurationText;
import io.gatehouse.cluster.config.archive.ConfigurationVersion;
import io.gatehouse.cluster.config.meaning.ConfigurationFile;
import io.gatehouse.cluster.store.Note;
import io.gatehouse.cluster.store.SessionStore;
import io.gatehouse.cluster.store.StoreSettings;
import io.gatehouse.cluster.store.Stores;
import io.gatehouse.cluster.store.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file counts once, when it was changed. */
class StartingConfigurationTest {

  @TempDir private Path directory;
  private StoreSettings settings;
  private SessionStore<Note> store;

  @BeforeEach
  void open() {
    settings = TestDatabase.H2.create(directory);
    store = Stores.open(settings);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void theFirstFileIsVersionOne() throws IOException {
    assertThat(start("a", "hostname one")).isEqualTo("version 1: hostname one");
    assertThat(await(store.configurations().read(1)).orElseThrow().version())
        .satisfies(version -> assertThat(version.node()).isEqualTo("a"))
        .satisfies(version -> assertThat(version.author()).startsWith("file ").endsWith("a.conf"));
  }

  @Test
  void aFileThatWasNotChangedLeavesWhatWasEntered() throws IOException {
    start("a", "hostname one");
    enter("hostname entered");

    assertThat(start("a", "hostname one")).isEqualTo("version 2: hostname entered");
  }

  @Test
  void messagesNameWhatCounts() throws IOException {
    assertThat(starting("a", false, "hostname one").find().source()).endsWith("a.conf");
    enter("hostname entered");

    assertThat(starting("a", false, "hostname one").find().source())
        .isEqualTo("configuration version 2");
  }

  @Test
  void aFileThatWasChangedCounts() throws IOException {
    start("a", "hostname one");
    enter("hostname entered");

    assertThat(start("a", "hostname two")).isEqualTo("version 3: hostname two");
    assertThat(start("a", "hostname two")).isEqualTo("version 3: hostname two");
    assertThat(start("a", "hostname one")).as("back again").isEqualTo("version 4: hostname one");
  }

  @Test
  void aNewFileThatIsRolledOverTheNodesCountsOnce() throws IOException {
    start("a", "hostname one");
    start("b", "hostname one");

    assertThat(start("a", "hostname two")).isEqualTo("version 2: hostname two");
    assertThat(start("b", "hostname one"))
        .as("a restart before its turn")
        .isEqualTo("version 2: hostname two");
    enter("hostname entered");
    assertThat(start("b", "hostname two")).isEqualTo("version 3: hostname entered");
  }

  @Test
  void nodesThatStartWithDifferentFilesAgreeOnTheFirst() throws IOException {
    start("a", "hostname one");

    assertThat(start("b", "hostname other")).isEqualTo("version 1: hostname one");
    assertThat(start("a", "hostname one")).isEqualTo("version 1: hostname one");
    assertThat(start("b", "hostname other")).isEqualTo("version 1: hostname one");
    assertThat(start("b", "hostname edited")).isEqualTo("version 2: hostname edited");
  }

  @Test
  void aNodeThatIsAloneMayChangeItsName() throws IOException {
    starting("a", true, "hostname one").find();

    assertThat(described(starting("b", true, "hostname two").find()))
        .isEqualTo("version 2: hostname two");
  }

  @Test
  void aFileThatSaysTheSameInOtherWordsIsNoNewVersion() throws IOException {
    start("a", "hostname one");

    assertThat(start("a", "! a comment\nHOSTNAME one")).isEqualTo("version 1: hostname one");
    enter("hostname entered");
    assertThat(start("a", "! a comment\nHOSTNAME one")).isEqualTo("version 2: hostname entered");
  }

  @Test
  void aFileWithAMistakeIsNotUsedAndCountsWhenItIsMended() throws IOException {
    start("a", "hostname one");

    assertThat(starting("a", false, "hostnme two").find().result())
        .isInstanceOf(ConfigurationResult.Rejected.class);
    assertThat(await(store.configurations().newest())).isEqualTo(1);
    assertThat(start("a", "hostname two")).isEqualTo("version 2: hostname two");
  }

  @Test
  void withoutAFileTheVersionThatStandsCounts() throws IOException {
    StartingConfiguration none = starting("b", directory.resolve("none.conf"), false);
    assertThat(none.find().result()).isInstanceOf(ConfigurationResult.Rejected.class);
    start("a", "hostname one");

    assertThat(described(none.find())).isEqualTo("version 1: hostname one");
  }

  @Test
  void theFileTakesThePlaceOfAVersionWhoseMasterKeyIsLost() throws IOException {
    start("a", "hostname one");
    enter("hostname entered");
    store.close();
    Stores.writeKeys(settings.keyFile(), 2);
    store = Stores.open(settings);

    assertThat(start("a", "hostname one")).isEqualTo("version 3: hostname one");
    assertThat(start("a", "hostname one")).isEqualTo("version 3: hostname one");
  }

  private void enter(String text) {
    long newest = await(store.configurations().newest());
    ArchivedConfiguration next =
        new ArchivedConfiguration(
            ConfigurationVersion.after(newest, Clock.systemUTC().instant(), "alice", "a"),
            ConfigurationText.of(text));
    assertThat(await(store.configurations().append(next))).isTrue();
  }

  private String start(String node, String text) throws IOException {
    return described(starting(node, false, text).find());
  }

  private StartingConfiguration starting(String node, boolean alone, String text)
      throws IOException {
    return starting(node, Files.writeString(directory.resolve(node + ".conf"), text), alone);
  }

  private StartingConfiguration starting(String node, Path file, boolean alone) {
    return new StartingConfiguration(
        store.configurations(), new ConfigurationFile(file), node, alone, Clock.systemUTC());
  }

  private static String described(StartingConfiguration.Start start) {
    ConfigurationResult.Loaded loaded = (ConfigurationResult.Loaded) start.result();
    return "version %d: hostname %s"
        .formatted(start.archived().version().number(), loaded.configuration().hostname());
  }
}
