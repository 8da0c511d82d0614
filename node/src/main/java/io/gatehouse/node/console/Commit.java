package io.gatehouse.node.console;

import io.gatehouse.cluster.config.Problem;
import io.gatehouse.cluster.config.UnusedLines;
import io.gatehouse.cluster.config.archive.CommitOutcome;
import io.gatehouse.cluster.config.archive.ConfigurationVersion;
import java.util.List;
import java.util.stream.Collectors;

/** Says what came of a change of the configuration. */
final class Commit {

  private Commit() {}

  static Answer told(CommitOutcome outcome) {
    return switch (outcome) {
      case CommitOutcome.Committed(
              ConfigurationVersion version,
              List<Problem> notices,
              List<UnusedLines> _,
              List<String> deferred) ->
          Answer.of(committed(version, notices, deferred));
      case CommitOutcome.Unchanged _ -> Answer.NOTHING;
      case CommitOutcome.Conflict(ConfigurationVersion standing) ->
          Answer.failure(
              "%% The configuration is version %d by %s now (on %s), and not what was changed.\n"
                  .formatted(standing.number(), standing.author(), standing.node()));
      case CommitOutcome.Refused(String node, List<Problem> mistakes, List<UnusedLines> _) ->
          Answer.failure(refused(node, mistakes));
      case CommitOutcome.NoSuchVersion(long number) ->
          Answer.failure("%% There is no version %d.\n".formatted(number));
      case CommitOutcome.Unavailable(String reason) -> Answer.failure("% " + reason + "\n");
    };
  }

  private static String committed(
      ConfigurationVersion version, List<Problem> notices, List<String> deferred) {
    StringBuilder text = new StringBuilder();
    notices.forEach(notice -> text.append("% ").append(notice.what()).append('\n'));
    deferred.forEach(sentence -> text.append("% ").append(sentence).append('\n'));
    return text.append("Configuration version %d\n".formatted(version.number())).toString();
  }

  private static String refused(String node, List<Problem> mistakes) {
    return mistakes.stream().map(Problem::toString).collect(Collectors.joining("\n", "", "\n"))
        + "%% %d %s found by node %s: nothing was changed.\n"
            .formatted(mistakes.size(), mistakes.size() == 1 ? "mistake" : "mistakes", node);
  }
}
