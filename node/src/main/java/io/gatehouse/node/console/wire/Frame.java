package io.gatehouse.node.console.wire;

import java.util.List;

/**
 * What is said between the console's program and a node. The node speaks first, with a {@link
 * Prompt}; then each {@link Request} is answered by any number of {@link Text}s and one {@link
 * Ending}. Only texts come without having been asked for.
 */
public sealed interface Frame {

  /** What the program asks. */
  sealed interface Request extends Frame {}

  /** What the node's answer ends with. */
  sealed interface Ending extends Frame {}

  /** A whole line was typed. */
  record Line(String text) implements Request {}

  /** How may this line go on? */
  record Complete(String text) implements Request {}

  /** What may stand at the end of this line? Answered with texts. */
  record Explain(String text) implements Request {}

  /** Some of the output; it begins and ends anywhere. */
  record Text(String text) implements Frame {}

  /** What the last word of the line may become. */
  record Words(List<String> words) implements Ending {
    public Words {
      words = List.copyOf(words);
    }
  }

  /**
   * The next line can be typed.
   *
   * @param failed whether the last one was not carried out
   * @param pageLength lines after which output pauses; 0: never
   */
  record Prompt(String text, boolean failed, int pageLength) implements Ending {

    /** A page as long as the terminal. */
    public static final int WHOLE_TERMINAL = -1;

    /** In configure mode, where there is no prompt in the middle of a text, as a banner. */
    public boolean configuring() {
      return text.isEmpty() || text.contains("(");
    }
  }

  /** The node ends the conversation. */
  record Farewell() implements Ending {}
}
