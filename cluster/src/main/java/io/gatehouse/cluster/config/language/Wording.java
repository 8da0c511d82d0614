package io.gatehouse.cluster.config.language;

import java.util.Collection;
import java.util.List;

/** Puts together what messages say, in bounded length. */
public final class Wording {

  private static final int QUOTED_CHARACTERS = 40;
  private static final int CHOICES = 24;

  private Wording() {}

  /** The token in quotes, unless it is a secret. */
  public static String quote(Token token) {
    String shown = token.shown();
    return shown.length() <= QUOTED_CHARACTERS
        ? "'" + shown + "'"
        : "'" + shown.substring(0, QUOTED_CHARACTERS) + "...'";
  }

  /**
   * @param command that is accepted, but ignored
   * @param reason a clause
   */
  public static String withoutEffect(Statement command, String reason) {
    return quote(command.line().rest(0)) + " is accepted, but has no effect here: " + reason;
  }

  /** {@code a, b or c}. */
  public static String oneOf(Collection<String> choices) {
    List<String> listed = choices.stream().limit(CHOICES).toList();
    if (choices.size() > CHOICES) {
      return String.join(", ", listed) + ", ...";
    }
    return listed.size() < 2
        ? String.join("", listed)
        : String.join(", ", listed.subList(0, listed.size() - 1)) + " or " + listed.getLast();
  }
}
