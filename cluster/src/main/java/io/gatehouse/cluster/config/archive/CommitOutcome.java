package io.gatehouse.cluster.config.archive;

import io.gatehouse.cluster.config.Problem;
import io.gatehouse.cluster.config.UnusedLines;
import java.util.List;

/** What came of a change. But for {@link Committed}, all is as it was. */
public sealed interface CommitOutcome {

  /**
   * The configuration is stored, and active on this node; on the others within a second.
   *
   * @param notices what the author should look at
   * @param unused lines of the text that do nothing
   * @param deferred what takes effect only when a node is started again, one sentence each
   */
  record Committed(
      ConfigurationVersion version,
      List<Problem> notices,
      List<UnusedLines> unused,
      List<String> deferred)
      implements CommitOutcome {
    public Committed {
      notices = List.copyOf(notices);
      unused = List.copyOf(unused);
      deferred = List.copyOf(deferred);
    }
  }

  /** The text says what {@code standing} says. */
  record Unchanged(ConfigurationVersion standing) implements CommitOutcome {}

  /** Somebody else was faster: {@code standing} is no longer the version that was changed. */
  record Conflict(ConfigurationVersion standing) implements CommitOutcome {}

  /**
   * The text cannot be used.
   *
   * @param node which of the nodes says so: this one, or another one that lacks a file
   * @param mistakes in the order of the text, never empty; only the first of very many
   */
  record Refused(String node, List<Problem> mistakes, List<UnusedLines> unused)
      implements CommitOutcome {
    public Refused {
      mistakes = List.copyOf(mistakes);
      unused = List.copyOf(unused);
    }
  }

  /** There is no such version to go back to, because it is too old or never was. */
  record NoSuchVersion(long number) implements CommitOutcome {}

  /**
   * The store or a node could not be asked.
   *
   * @param reason one sentence; it says so when the change may have been stored all the same
   */
  record Unavailable(String reason) implements CommitOutcome {}
}
