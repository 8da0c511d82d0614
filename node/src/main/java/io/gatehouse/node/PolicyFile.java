package io.gatehouse.node;

import io.gatehouse.cluster.config.Configuration;
import io.gatehouse.cluster.config.ConfigurationResult;
import io.gatehouse.cluster.config.Problem;
import io.gatehouse.cluster.config.UnusedLines;
import io.gatehouse.cluster.config.distribution.ActiveConfiguration;
import io.gatehouse.cluster.config.distribution.StartingConfiguration;
import io.gatehouse.cluster.config.meaning.ConfigurationFile;
import io.gatehouse.cluster.store.ConfigurationVersions;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the policy, and tells the operator what is wrong with it. */
final class PolicyFile {

  private static final Logger LOG = LoggerFactory.getLogger(PolicyFile.class);

  private PolicyFile() {}

  /**
   * What the node serves clients by: its file, or what the cluster is configured by.
   *
   * @throws StartFailure with all mistakes, each with file, line and column
   */
  static ActiveConfiguration atStart(
      NodeSettings settings, ConfigurationVersions versions, Clock clock) {
    StartingConfiguration.Start start =
        new StartingConfiguration(
                versions,
                new ConfigurationFile(settings.policy()),
                settings.nodeName(),
                settings.alone(),
                clock)
            .find();
    Configuration configuration = configuration(start.result());
    int unused = start.result().unused().size();
    if (unused > 0) {
      LOG.info(
          "{}: {} commands are irrelevant here; 'gatehouse check' lists those of a file",
          start.source(),
          unused);
    }
    LOG.info("starts with {}", start.archived().version());
    return new ActiveConfiguration(start.archived(), configuration);
  }

  /**
   * @throws StartFailure with all mistakes, each with file, line and column
   */
  static Configuration configuration(ConfigurationResult result) {
    return switch (result) {
      case ConfigurationResult.Loaded(
              Configuration configuration,
              List<Problem> notices,
              List<UnusedLines> _,
              String _) -> {
        notices.forEach(notice -> LOG.info("{}", notice.summary()));
        yield configuration;
      }
      case ConfigurationResult.Rejected(List<Problem> mistakes, List<UnusedLines> _) ->
          throw new StartFailure(
              mistakes.stream().map(Problem::toString).collect(Collectors.joining("\n"))
                  + "\n"
                  + (mistakes.size() == 1 ? "1 mistake" : mistakes.size() + " mistakes")
                  + " in the policy: nothing was started");
    };
  }
}
