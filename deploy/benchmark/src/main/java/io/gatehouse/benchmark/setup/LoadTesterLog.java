package io.gatehouse.benchmark.setup;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What strongSwan's load-tester writes about its IKE SAs: lines like {@code 1795615183.191378
 * 05[IKE] <load-test|1500> initiating IKE_SA load-test[1500] to 192.0.2.1}, with the time in
 * seconds.
 */
final class LoadTesterLog {

  private static final Pattern LINE =
      Pattern.compile("^(\\d+\\.\\d+) \\d+\\[IKE\\] <load-test\\|(\\d+)> (.*)$");

  private final Map<String, Double> begun = new HashMap<>();
  private final Map<String, Double> setUps = new HashMap<>();
  private final Set<String> deleted = new HashSet<>();
  private double firstBegun = Double.POSITIVE_INFINITY;
  private double lastEstablished = Double.NEGATIVE_INFINITY;
  private long retransmissions;

  /** Takes the next line, of whatever kind. */
  void read(String line) {
    Matcher matcher = LINE.matcher(line);
    if (matcher.matches()) {
      read(Double.parseDouble(matcher.group(1)), matcher.group(2), matcher.group(3));
    }
  }

  private void read(double seconds, String session, String event) {
    if (event.startsWith("initiating IKE_SA")) {
      // Once more after INVALID_KE_PAYLOAD or a cookie.
      begun.putIfAbsent(session, seconds);
      firstBegun = Math.min(firstBegun, seconds);
    } else if (event.contains("] established between ")) {
      setUps.put(session, seconds - begun.getOrDefault(session, seconds));
      lastEstablished = Math.max(lastEstablished, seconds);
    } else if (event.equals("IKE_SA deleted")) {
      deleted.add(session);
    } else if (event.startsWith("retransmit ")) {
      retransmissions++;
    }
  }

  int established() {
    return setUps.size();
  }

  int deleted() {
    return deleted.size();
  }

  long retransmissions() {
    return retransmissions;
  }

  /** From the first that began to the last that was established; 0 without one. */
  double seconds() {
    return Math.max(0, lastEstablished - firstBegun);
  }

  /** How long at least this part of the sessions took at the most, in milliseconds. */
  double setUp(double part) {
    double[] sorted = setUps.values().stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int index = (int) Math.ceil(part * sorted.length) - 1;
    return sorted.length == 0 ? 0 : 1e3 * sorted[Math.max(index, 0)];
  }
}
