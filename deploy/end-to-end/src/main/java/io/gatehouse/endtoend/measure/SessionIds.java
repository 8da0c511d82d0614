package io.gatehouse.endtoend.measure;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which session has which inside address, as the operator's command tells.
 *
 * @param byAddress the number of each session
 */
public record SessionIds(Map<String, String> byAddress) {
  private static final Pattern SESSION = Pattern.compile("^Session-id:(\\d+),.*");
  private static final Pattern ADDRESS = Pattern.compile("\\s*Assigned host addr: (\\S+)");

  public SessionIds {
    byAddress = Map.copyOf(byAddress);
  }

  /** Reads what {@code gatehouse show sessions} prints. */
  public static SessionIds read(String table) {
    Map<String, String> sessions = new TreeMap<>();
    String session = "";
    for (String line : table.lines().toList()) {
      Matcher begin = SESSION.matcher(line);
      Matcher address = ADDRESS.matcher(line);
      if (begin.matches()) {
        session = begin.group(1);
      } else if (address.matches()) {
        sessions.put(address.group(1), session);
      }
    }
    return new SessionIds(sessions);
  }
}
