package io.gatehouse.node.console;

import io.gatehouse.cluster.config.Configuration;
import io.gatehouse.cluster.config.ConfigurationResult;
import io.gatehouse.cluster.config.archive.ArchivedConfiguration;
import io.gatehouse.cluster.config.archive.CommitOutcome;
import io.gatehouse.cluster.config.archive.ConfigurationArchive;
import io.gatehouse.cluster.config.archive.ConfigurationText;
import io.gatehouse.cluster.config.archive.ConfigurationVersion;
import io.gatehouse.cluster.config.archive.Proposal;
import io.gatehouse.cluster.config.language.RunningConfiguration;
import io.gatehouse.cluster.config.language.StatementReader;
import io.gatehouse.cluster.config.meaning.ConfigurationFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An archive without a store and without other nodes. */
final class MemoryArchive implements ConfigurationArchive {

  private static final String NODE = "vpn1";

  private final ConfigurationFile file;
  private final List<ArchivedConfiguration> versions = new ArrayList<>();
  private Configuration active;

  MemoryArchive(Path policy) throws IOException {
    file = new ConfigurationFile(policy);
    String text = Files.readString(policy);
    active = ((ConfigurationResult.Loaded) read("flexvpn.conf", text)).configuration();
    add("flexvpn.conf", text);
  }

  private ConfigurationResult read(String source, String text) {
    return file.read(source, text, Clock.systemUTC());
  }

  private ConfigurationVersion add(String author, String text) {
    ConfigurationVersion version =
        new ConfigurationVersion(
            versions.size() + 1L,
            Instant.parse("2026-01-01T00:00:00Z").plusSeconds(versions.size()),
            author,
            NODE);
    String printed = RunningConfiguration.withSecrets(StatementReader.read(author, text).section());
    versions.add(new ArchivedConfiguration(version, new ConfigurationText(printed)));
    return version;
  }

  @Override
  public synchronized Configuration active() {
    return active;
  }

  @Override
  public synchronized ArchivedConfiguration running() {
    return versions.getLast();
  }

  @Override
  public synchronized CompletionStage<CommitOutcome> commit(Proposal proposal) {
    ConfigurationVersion standing = running().version();
    if (proposal.base() != standing.number()) {
      return done(new CommitOutcome.Conflict(standing));
    }
    return done(
        switch (read(proposal.source(), proposal.text())) {
          case ConfigurationResult.Rejected(var mistakes, var unused) ->
              new CommitOutcome.Refused(NODE, mistakes, unused);
          case ConfigurationResult.Loaded loaded -> {
            active = loaded.configuration();
            yield new CommitOutcome.Committed(
                add(proposal.author(), proposal.text()),
                loaded.notices(),
                loaded.unused(),
                List.of());
          }
        });
  }

  @Override
  public synchronized CompletionStage<CommitOutcome> rollback(
      long base, long number, String author) {
    return find(number)
        .map(to -> commit(new Proposal(base, author, "version " + number, to.text().reveal())))
        .orElseGet(() -> done(new CommitOutcome.NoSuchVersion(number)));
  }

  private Optional<ArchivedConfiguration> find(long number) {
    return versions.stream().filter(one -> one.version().number() == number).findFirst();
  }

  @Override
  public synchronized CompletionStage<List<ConfigurationVersion>> versions() {
    return CompletableFuture.completedFuture(
        versions.reversed().stream().map(ArchivedConfiguration::version).toList());
  }

  @Override
  public synchronized CompletionStage<Optional<ArchivedConfiguration>> version(long number) {
    return CompletableFuture.completedFuture(find(number));
  }

  private static CompletionStage<CommitOutcome> done(CommitOutcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}
