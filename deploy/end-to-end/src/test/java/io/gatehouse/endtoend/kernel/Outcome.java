package io.gatehouse.endtoend.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/**
 * How a test ended that ran in the second kernel; a line of a file.
 *
 * @param test its class, its method, and its parameters if it has some
 * @param account why it failed or was skipped
 */
record Outcome(Verdict verdict, String test, String account) {
  enum Verdict {
    PASSED,
    FAILED,
    SKIPPED
  }

  String toLine() {
    return verdict + " " + encoded(test) + " " + encoded(account);
  }

  static Outcome parse(String line) {
    String[] fields = line.split(" ", -1);
    return new Outcome(Verdict.valueOf(fields[0]), decoded(fields[1]), decoded(fields[2]));
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String decoded(String text) {
    return new String(Base64.getDecoder().decode(text), UTF_8);
  }
}
