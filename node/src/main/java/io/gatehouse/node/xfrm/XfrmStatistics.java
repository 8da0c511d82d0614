package io.gatehouse.node.xfrm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The kernel's counters of packets that IPsec dropped, by reason, in this network namespace since
 * it began (Documentation/networking/xfrm_proc.rst).
 */
public final class XfrmStatistics {

  private static final Path FILE = Path.of("/proc/net/xfrm_stat");
  private static final int MOST = 256;
  private static final Pattern LINE = Pattern.compile("([A-Za-z0-9]{1,64})\\s+(\\d{1,18})");

  private final Path file;

  XfrmStatistics(Path file) {
    this.file = file;
  }

  public static XfrmStatistics ofThisMachine() {
    return new XfrmStatistics(FILE);
  }

  /** By the kernel's names, in its order; empty when it does not count (CONFIG_XFRM_STATISTICS). */
  public Map<String, Long> read() {
    Map<String, Long> counters = new LinkedHashMap<>();
    try (Stream<String> lines = Files.lines(file)) {
      lines
          .limit(MOST)
          .map(line -> LINE.matcher(line.strip()))
          .filter(Matcher::matches)
          .forEach(line -> counters.put(line.group(1), Long.valueOf(line.group(2))));
    } catch (IOException _) {
      // A kernel that does not count has no such file.
    }
    return counters;
  }
}
