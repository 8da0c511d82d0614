package io.gatehouse.cluster.config.archive;

import io.gatehouse.cluster.config.Problem;
import io.gatehouse.cluster.config.UnusedLines;
import io.gatehouse.cluster.config.language.Mode;
import io.gatehouse.cluster.config.language.RunningConfiguration;
import io.gatehouse.cluster.config.language.StatementReader;
import io.gatehouse.cluster.config.language.StatementReader.Reading;
import java.util.List;

/**
 * What becomes of a configuration when lines are entered, as IOS would take them: a block that is
 * entered again goes on, a command given again replaces the one before, {@code no} and {@code
 * default} take back.
 *
 * <p>The lines are only looked at one by one. What they mean together, with everything that stands,
 * is found out when the candidate is committed.
 */
public sealed interface Candidate {

  /**
   * Total: every text gives a candidate.
   *
   * @param source what messages about {@code entered} begin with
   * @param entered at most 1 Mi characters; lines end with {@code \n}
   */
  static Candidate of(ConfigurationText standing, String source, String entered) {
    Reading reading = StatementReader.enter(standing.reveal(), source, entered);
    List<Problem> mistakes = reading.problems().mistakes();
    List<UnusedLines> unused = reading.problems().unused();
    return mistakes.isEmpty()
        ? new Changed(
            new ConfigurationText(RunningConfiguration.withSecrets(reading.section())),
            reading.mode(),
            unused)
        : new Mistaken(mistakes, unused);
  }

  /**
   * The lines were understood.
   *
   * @param mode of the block that is open behind the last line, for the prompt
   * @param unused lines of those entered that do nothing, with their numbers there
   */
  record Changed(ConfigurationText text, Mode mode, List<UnusedLines> unused) implements Candidate {
    public Changed {
      unused = List.copyOf(unused);
    }
  }

  /**
   * A line was not understood.
   *
   * @param mistakes in the order of the lines, with their numbers there, never empty
   */
  record Mistaken(List<Problem> mistakes, List<UnusedLines> unused) implements Candidate {
    public Mistaken {
      mistakes = List.copyOf(mistakes);
      unused = List.copyOf(unused);
    }
  }
}
