package io.gatehouse.cluster.config.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which words of a line are secrets. Decided before the line is understood, since a mistyped line
 * is shown in a message: what follows a word that looks like the keyword of a secret is one.
 */
final class Confidential {

  private static final List<String> KEYWORDS =
      List.of("key", "password", "secret", "pre-shared-key", "server-key");
  private static final Set<String> PLAIN =
      Set.of("0", "4", "5", "6", "7", "8", "9", "hex", "local", "remote");

  private Confidential() {}

  /** One answer for each word. */
  static List<Boolean> words(List<String> words) {
    List<Boolean> secret = new ArrayList<>(words.size());
    boolean behindKeyword = false;
    boolean userName = !words.isEmpty() && looksLike(words.getFirst(), "username");
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean keyword = !behindKeyword && KEYWORDS.stream().anyMatch(k -> looksLike(word, k));
      boolean forgottenKeyword = userName && i >= 2 && !keyword;
      secret.add((behindKeyword || forgottenKeyword) && !PLAIN.contains(word));
      behindKeyword |= keyword;
    }
    return secret;
  }

  /** Mistyped, or abbreviated and no other keyword; a capital letter by itself is a name. */
  private static boolean looksLike(String word, String keyword) {
    boolean abbreviated = word.length() > 1 || Character.isLowerCase(word.charAt(0));
    return Spelling.near(word, keyword)
        || (abbreviated && Abbreviations.begins(word, keyword) && !Grammar.hasKeyword(word));
  }
}
