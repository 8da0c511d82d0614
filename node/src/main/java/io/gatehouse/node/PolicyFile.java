package io.gatehouse.node;

import io.gatehouse.cluster.config.Configuration;
import io.gatehouse.cluster.config.ConfigurationResult;
import io.gatehouse.cluster.config.Problem;
import io.gatehouse.cluster.config.UnusedLines;
import io.gatehouse.cluster.config.meaning.ConfigurationFile;
import java.nio.file.Path;
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
   * @throws StartFailure with all mistakes, each with file, line and column
   */
  static Configuration load(Path file, Clock clock) {
    ConfigurationResult result = ConfigurationFile.load(file, clock);
    Configuration configuration = configuration(result);
    int unused = result.unused().size();
    if (unused > 0) {
      LOG.info("{}: {} commands are irrelevant here; 'gatehouse check' lists them", file, unused);
    }
    return configuration;
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
