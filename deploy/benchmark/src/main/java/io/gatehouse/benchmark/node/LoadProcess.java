package io.gatehouse.benchmark.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.endtoend.lab.Daemon;
import io.gatehouse.endtoend.lab.LabException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Simulated clients at work. */
public final class LoadProcess implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REPORT = "{\"event\":\"load-report\"";
  private static final Duration POLL = Duration.ofMillis(20);

  private final Daemon process;

  LoadProcess(Daemon process) {
    this.process = process;
  }

  /** Returns when the last of those that stay has connected. */
  public void awaitHolding(Duration limit) {
    awaitLine("holding for", limit);
  }

  /** Returns when those that only warm up have left. */
  public void awaitWarm(Duration limit) {
    awaitLine("warmed up", limit);
  }

  private void awaitLine(String begin, Duration limit) {
    process.await(
        begin, limit, () -> process.output().lines().anyMatch(line -> line.startsWith(begin)));
  }

  /** The clients' report at their end, well or not. */
  public JsonNode report(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (process.isAlive()) {
      if (System.nanoTime() > deadline) {
        throw new LabException("not done within %s:%n%s".formatted(limit, process.logTail()));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return lastReport(process.output());
  }

  static JsonNode lastReport(String output) {
    String line =
        output
            .lines()
            .filter(each -> each.startsWith(REPORT))
            .reduce((_, later) -> later)
            .orElseThrow(() -> new LabException("the clients have not reported:\n" + output));
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new LabException("not a report: " + line, e);
    }
  }

  /** They fall silent. */
  public void vanish() {
    process.kill9();
  }

  @Override
  public void close() {
    process.stop();
  }
}
