package io.gatehouse.benchmark.idle;

import io.gatehouse.benchmark.node.BenchmarkNode;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Kills a node, starts it again, and watches until it has all its sessions. */
record Resurrection(BenchmarkNode node, int sessions, Duration limit) {

  private static final String ESTABLISHED = "sessions_established";
  private static final Duration POLL = Duration.ofMillis(100);

  /**
   * All in seconds.
   *
   * @param serving from the start of the process until it serves clients
   * @param all from the start of the process until the last session is at work
   * @param processorTime that it took until then
   */
  record Watched(double serving, double all, double processorTime, long established) {}

  Watched watch() {
    node.kill9();
    long begin = System.nanoTime();
    node.restart();
    double serving = secondsSince(begin);
    long established = node.status(ESTABLISHED);
    while (established < sessions && secondsSince(begin) < limit.toSeconds()) {
      LockSupport.parkNanos(POLL.toNanos());
      established = node.status(ESTABLISHED);
    }
    double processorTime = node.account().processorTime().toMillis() / 1e3;
    return new Watched(serving, secondsSince(begin), processorTime, established);
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
