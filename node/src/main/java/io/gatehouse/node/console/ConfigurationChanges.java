package io.gatehouse.node.console;

import io.gatehouse.cluster.config.archive.ArchivedConfiguration;
import io.gatehouse.cluster.config.archive.CommitOutcome;
import io.gatehouse.cluster.config.archive.ConfigurationArchive;
import io.gatehouse.cluster.config.archive.Proposal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** One operator's changes of the configuration of the cluster. */
final class ConfigurationChanges {

  private static final long LIMIT_SECONDS = 30;
  private static final String ROOT = "root";

  /** The language takes as many characters, of up to four octets. */
  private static final int MOST_OCTETS = 4 << 20;

  private final ConfigurationArchive archive;
  private final String author;

  ConfigurationChanges(ConfigurationArchive archive, String author) {
    this.archive = archive;
    this.author = author;
  }

  CommitOutcome commit(ArchivedConfiguration base, String text) {
    return await(
        archive.commit(new Proposal(base.version().number(), author, "running-config", text)));
  }

  /** Takes the whole configuration from a file of this machine that is theirs. */
  Answer replace(String file) {
    try {
      Path path = Path.of(file);
      if (!path.isAbsolute()) {
        return Answer.failure(
            "% Expected the whole path of a file, as /etc/gatehouse/flexvpn.conf.\n");
      }
      if (!Files.isRegularFile(path)) {
        return Answer.failure("%% %s is not a file.\n".formatted(file));
      }
      Path real = path.toRealPath();
      if (!isTheirs(real)) {
        return Answer.failure("%% %s is not a file of yours.\n".formatted(file));
      }
      byte[] octets = read(real);
      if (octets.length > MOST_OCTETS) {
        return Answer.failure("% The file is too long for a configuration.\n");
      }
      String text = new String(octets, StandardCharsets.UTF_8);
      long base = archive.running().version().number();
      return Commit.told(await(archive.commit(new Proposal(base, author, file, text))));
    } catch (IOException | IllegalArgumentException e) {
      return Answer.failure("%% %s cannot be read: %s\n".formatted(file, e.getMessage()));
    }
  }

  /** The node may read more than they, and quotes the lines that it finds a mistake in. */
  private boolean isTheirs(Path path) throws IOException {
    return author.equals(ROOT) || author.equals(Files.getOwner(path).getName());
  }

  /** One octet more than are taken of a file that is too long, or grows, or has no end. */
  private static byte[] read(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(MOST_OCTETS + 1);
    }
  }

  Answer rollback(long version) {
    return Commit.told(
        await(archive.rollback(archive.running().version().number(), version, author)));
  }

  private static CommitOutcome await(CompletionStage<CommitOutcome> outcome) {
    try {
      return outcome.toCompletableFuture().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      return new CommitOutcome.Unavailable(
          "No answer in time: the change may have been stored, 'show archive' tells.");
    }
  }
}
