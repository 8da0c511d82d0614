package io.gatehouse.endtoend.peer;

import io.gatehouse.endtoend.capture.IkeKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the keys of IKE SAs from charon's log at level 4. */
final class CharonKeyLog {
  private static final Pattern KEY_HEADING = Pattern.compile("(Sk_(?:ei|er|ai|ar)) secret => ");
  private static final Pattern HEADING = Pattern.compile(" => \\d+ bytes");
  private static final Pattern DUMP = Pattern.compile("\\s\\d+: ((?:[0-9A-F]{2} ){1,16})");

  private CharonKeyLog() {}

  static List<IkeKeys> parse(String log) {
    List<Map<String, StringBuilder>> derivations = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    for (String line : log.lines().toList()) {
      Matcher key = KEY_HEADING.matcher(line);
      Matcher dump = DUMP.matcher(line + " ");
      if (key.find()) {
        current = start(derivations, key.group(1));
      } else if (HEADING.matcher(line).find()) {
        current = new StringBuilder();
      } else if (dump.find()) {
        current.append(dump.group(1).replace(" ", ""));
      }
    }
    return derivations.stream().map(CharonKeyLog::keys).toList();
  }

  // A name that comes again belongs to the next SA.
  private static StringBuilder start(List<Map<String, StringBuilder>> derivations, String name) {
    if (derivations.isEmpty() || derivations.getLast().containsKey(name)) {
      derivations.add(new HashMap<>());
    }
    StringBuilder value = new StringBuilder();
    derivations.getLast().put(name, value);
    return value;
  }

  private static IkeKeys keys(Map<String, StringBuilder> named) {
    StringBuilder none = new StringBuilder();
    return new IkeKeys(
        named.getOrDefault("Sk_ei", none).toString(),
        named.getOrDefault("Sk_er", none).toString(),
        named.getOrDefault("Sk_ai", none).toString(),
        named.getOrDefault("Sk_ar", none).toString());
  }
}
