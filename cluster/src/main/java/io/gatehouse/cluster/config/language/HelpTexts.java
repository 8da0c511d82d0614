package io.gatehouse.cluster.config.language;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What words are for, as {@code ?} tells. A line of the resource is {@code words: text}, where the
 * words are the last ones of a line, as many as are needed to say which is meant. An argument is
 * its name in angle brackets. {@code #} begins a comment.
 */
public final class HelpTexts {

  private static final HelpTexts CONFIGURATION = read(HelpTexts.class, "help.txt");

  private final Map<String, String> texts;

  private HelpTexts(Map<String, String> texts) {
    this.texts = Map.copyOf(texts);
  }

  /** Of the commands of the configuration. */
  static HelpTexts ofConfiguration() {
    return CONFIGURATION;
  }

  /**
   * @param beside the class that the resource is beside
   */
  public static HelpTexts read(Class<?> beside, String resource) {
    try (InputStream list = beside.getResourceAsStream(resource)) {
      if (list == null) {
        throw new IllegalStateException("the program lacks its resource " + resource);
      }
      Map<String, String> texts = new HashMap<>();
      new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(line -> add(texts, line));
      return new HelpTexts(texts);
    } catch (IOException fault) {
      throw new IllegalStateException("cannot read the program's resource " + resource, fault);
    }
  }

  private static void add(Map<String, String> texts, String line) {
    int colon = line.indexOf(": ");
    if (colon < 0 || texts.put(line.substring(0, colon), line.substring(colon + 2)) != null) {
      throw new IllegalStateException("not a new text of help: " + line);
    }
  }

  /**
   * The text of the most words that the line ends with; empty when there is none.
   *
   * @param path the words before, keywords in full
   * @param word a keyword, or {@code <name>}
   */
  String of(List<String> path, String word) {
    for (int from = 0; from <= path.size(); from++) {
      String words = String.join(" ", path.subList(from, path.size()));
      String key = (words + " " + word).strip().toLowerCase(Locale.ROOT);
      if (texts.containsKey(key)) {
        return texts.getOrDefault(key, "");
      }
    }
    return "";
  }
}
