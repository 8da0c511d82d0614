package io.gatehouse.cluster.config.distribution;

import io.gatehouse.cluster.config.ConfigurationResult;
import io.gatehouse.cluster.config.archive.ArchivedConfiguration;
import io.gatehouse.cluster.config.archive.ConfigurationText;
import io.gatehouse.cluster.config.archive.ConfigurationVersion;
import io.gatehouse.cluster.config.meaning.ConfigurationFile;
import io.gatehouse.cluster.config.trustpoint.PemFiles.Content;
import io.gatehouse.cluster.store.ConfigurationFiles;
import io.gatehouse.cluster.store.ConfigurationVersions;
import io.gatehouse.cluster.store.StoreException;
import io.gatehouse.protocol.octets.Octets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node serves clients by when it starts: its file, or the version that stands. */
public final class StartingConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(StartingConfiguration.class);

  private final ConfigurationVersions versions;
  private final ConfigurationFile file;
  private final String node;
  private final boolean alone;
  private final Clock clock;

  /**
   * @param alone whether no other node can have this store: then the file's reader is always the
   *     same, whatever its name
   */
  public StartingConfiguration(
      ConfigurationVersions versions,
      ConfigurationFile file,
      String node,
      boolean alone,
      Clock clock) {
    this.versions = versions;
    this.file = file;
    this.node = node;
    this.alone = alone;
    this.clock = clock;
  }

  /**
   * @param source what messages about the configuration begin with: the file, or the version's name
   * @param archived the version that counts
   * @param result how this node understands it; nothing to start with when it does not
   */
  public record Start(String source, ArchivedConfiguration archived, ConfigurationResult result) {}

  /**
   * Stores the file as the next version, if it counts.
   *
   * @throws StoreException when the store does not answer, or has a version that cannot be read
   *     while there is no file in its place
   */
  public Start find() {
    Content content = file.content();
    Optional<Start> start = Optional.empty();
    while (start.isEmpty()) {
      long newest = await(versions.newest());
      start =
          switch (content) {
            case Content.Text(String text) -> withFile(text, newest);
            case Content.Unreadable(String reason) -> Optional.of(withoutFile(reason, newest));
          };
    }
    return start.get();
  }

  private Start withoutFile(String reason, long newest) {
    if (newest == ConfigurationVersion.NONE) {
      return new Start(source(), nothing(), file.unreadable(reason));
    }
    LOG.warn("{}: {}; configuration version {} counts", file.path(), reason, newest);
    return understood(await(versions.read(newest)).orElseThrow());
  }

  /** Empty when another node was faster. */
  private Optional<Start> withFile(String text, long newest) {
    Octets digest = digest(text);
    if (newest == ConfigurationVersion.NONE) {
      return imported(text, digest, Optional.empty(), newest);
    }
    Optional<ArchivedConfiguration> standing = standing(newest);
    Optional<Octets> imported = await(versions.files().digest(ConfigurationFiles.CLUSTER));
    Optional<Octets> here = alone ? imported : await(versions.files().digest(node));
    if (standing.isEmpty()) {
      return imported(text, digest, standing, newest);
    }
    return switch (FileRule.of(digest, here, imported)) {
      case COUNTS -> imported(text, digest, standing, newest);
      case KNOWN -> Optional.of(known(standing.get(), digest));
      case FOREIGN -> {
        LOG.warn(
            "{} is not what the cluster is configured by: {} counts. The file of a node that is new"
                + " changes nothing; edit it and start the node again, or enter the change",
            file.path(),
            standing.get().version());
        yield Optional.of(known(standing.get(), digest));
      }
    };
  }

  /** Empty when the version cannot be read any more. */
  private Optional<ArchivedConfiguration> standing(long newest) {
    try {
      return await(versions.read(newest));
    } catch (StoreException.UnreadableRecord unreadable) {
      LOG.error("{}; {} takes its place", unreadable.getMessage(), file.path());
      return Optional.empty();
    }
  }

  private Start known(ArchivedConfiguration standing, Octets digest) {
    await(
        versions
            .files()
            .note(alone ? List.of(node, ConfigurationFiles.CLUSTER) : List.of(node), digest));
    return understood(standing);
  }

  private Start understood(ArchivedConfiguration standing) {
    String source = "configuration version " + standing.version().number();
    return new Start(source, standing, file.read(source, standing.text().reveal(), clock));
  }

  private Optional<Start> imported(
      String text, Octets digest, Optional<ArchivedConfiguration> standing, long newest) {
    ConfigurationResult result = file.read(source(), text, clock);
    if (result instanceof ConfigurationResult.Rejected) {
      return Optional.of(new Start(source(), nothing(), result));
    }
    ArchivedConfiguration next =
        new ArchivedConfiguration(
            ConfigurationVersion.after(newest, clock.instant(), "file " + file.path(), node),
            ConfigurationText.of(text));
    if (standing.map(ArchivedConfiguration::text).filter(next.text()::equals).isPresent()) {
      note(digest);
      return Optional.of(new Start(source(), standing.get(), result));
    }
    if (!await(versions.append(next))) {
      return Optional.empty();
    }
    note(digest);
    standing.ifPresentOrElse(
        before ->
            LOG.warn(
                "{} was changed since this node started last: it becomes {}, and takes the place of"
                    + " {} on all nodes",
                file.path(),
                next.version(),
                before.version()),
        () -> LOG.info("{} becomes {}", file.path(), next.version()));
    return Optional.of(new Start(source(), next, result));
  }

  private String source() {
    return file.path().toString();
  }

  private void note(Octets digest) {
    await(versions.files().note(List.of(node, ConfigurationFiles.CLUSTER), digest));
  }

  private ArchivedConfiguration nothing() {
    return new ArchivedConfiguration(
        new ConfigurationVersion(ConfigurationVersion.NONE, clock.instant(), "", node),
        ConfigurationText.EMPTY);
  }

  private static Octets digest(String text) {
    try {
      return Octets.owned(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  private static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof StoreException fault ? fault : failed;
    }
  }
}
