package io.gatehouse.cluster.config.language;

import java.util.List;

/** What may stand at the end of a line that is being typed. */
public sealed interface Prospect {

  /**
   * @param options none when the last word fits nowhere
   */
  record Open(List<Option> options) implements Prospect {
    public Open {
      options = List.copyOf(options);
    }
  }

  /**
   * @param column from 1, of the word that may be several keywords
   */
  record Ambiguous(int column) implements Prospect {}

  /**
   * @param column from 1, of the word that fits nowhere
   */
  record Invalid(int column) implements Prospect {}

  /**
   * One of them.
   *
   * @param shown the keyword, or what stands for a kind of argument on IOS, as {@code A.B.C.D}
   * @param keyword whether it can be written as it is shown
   * @param help what it is for
   */
  record Option(String shown, boolean keyword, String help) {

    /** The line may end here. */
    static final Option END = new Option("<cr>", false, "");

    static Option keyword(String word, String help) {
      return new Option(word, true, help);
    }

    static Option argument(String symbol, String help) {
      return new Option(symbol, false, help);
    }
  }
}
