package io.gatehouse.endtoend.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a RADIUS server has written down of accounting requests, by session (RFC 2866). A request
 * that came twice, because its answer was lost, counts once.
 */
public final class AccountingLedger {
  private static final Pattern ATTRIBUTE = Pattern.compile("\\t(\\S+) = \"?(.*?)\"?");
  private static final String STATUS = "Acct-Status-Type";
  private static final String SESSION = "Acct-Session-Id";
  private static final String TIME = "Acct-Session-Time";
  private static final List<String> COUNTERS = List.of("Input", "Output");
  private static final long GIGAWORD = 1L << 32;

  private final Map<String, List<Map<String, String>>> sessions = new LinkedHashMap<>();

  private AccountingLedger() {}

  /**
   * Reads it.
   *
   * @param detail the text of FreeRADIUS's {@code detail} file: entries end with an empty line
   */
  public static AccountingLedger read(String detail) {
    AccountingLedger ledger = new AccountingLedger();
    Arrays.stream(detail.split("\n\n", -1)).map(AccountingLedger::entry).forEach(ledger::add);
    return ledger;
  }

  private static Map<String, String> entry(String text) {
    Map<String, String> entry = new HashMap<>();
    text.lines()
        .map(ATTRIBUTE::matcher)
        .filter(Matcher::matches)
        .forEach(attribute -> entry.put(attribute.group(1), attribute.group(2)));
    return entry;
  }

  private void add(Map<String, String> entry) {
    String session = entry.getOrDefault(SESSION, "");
    if (!session.isEmpty() && !status(entry).startsWith("Accounting-")) {
      sessions.computeIfAbsent(session, _ -> new ArrayList<>()).add(entry);
    }
  }

  public int sessions() {
    return sessions.size();
  }

  /** What is wrong while the sessions are there: a missing Start, a Stop, a counter that fell. */
  public List<String> faultsOfOpenSessions() {
    return faults(0);
  }

  /** Likewise after their end, when each must have one Stop. */
  public List<String> faultsOfEndedSessions() {
    return faults(1);
  }

  private List<String> faults(int stops) {
    List<String> faults = new ArrayList<>();
    sessions.forEach(
        (session, entries) -> {
          expect(faults, session, entries, "Start", 1);
          expect(faults, session, entries, "Stop", stops);
          COUNTERS.forEach(counter -> expectRising(faults, session, entries, counter));
        });
    return faults;
  }

  private static void expect(
      List<String> faults,
      String session,
      List<Map<String, String>> entries,
      String status,
      int count) {
    long found =
        entries.stream()
            .filter(entry -> status(entry).equals(status))
            .map(entry -> entry.getOrDefault(TIME, "0") + "/" + octets(entry, "Input"))
            .distinct()
            .count();
    if (found != count) {
      faults.add("session %s: %d times %s, not %d".formatted(session, found, status, count));
    }
  }

  private static void expectRising(
      List<String> faults, String session, List<Map<String, String>> entries, String counter) {
    long last = 0;
    for (Map<String, String> entry :
        entries.stream().sorted(Comparator.comparingLong(AccountingLedger::time)).toList()) {
      long value = octets(entry, counter);
      if (value < last) {
        faults.add("session %s: %s fell from %d to %d".formatted(session, counter, last, value));
      }
      last = value;
    }
  }

  private static String status(Map<String, String> entry) {
    return entry.getOrDefault(STATUS, "");
  }

  private static long time(Map<String, String> entry) {
    return Long.parseLong(entry.getOrDefault(TIME, "0"));
  }

  private static long octets(Map<String, String> entry, String counter) {
    return Long.parseLong(entry.getOrDefault("Acct-" + counter + "-Gigawords", "0")) * GIGAWORD
        + Long.parseLong(entry.getOrDefault("Acct-" + counter + "-Octets", "0"));
  }
}
