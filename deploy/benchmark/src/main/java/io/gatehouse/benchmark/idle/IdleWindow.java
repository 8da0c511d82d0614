package io.gatehouse.benchmark.idle;

import io.gatehouse.benchmark.node.BenchmarkNode;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches a node for a while, in which its sessions only answer dead peer detection.
 *
 * @param settling before it: a session that has just come is not probed yet
 */
record IdleWindow(BenchmarkNode node, Duration settling, Duration length) {

  /** Each is one request of the headend and its response. */
  private static final String EXCHANGES = "udp_ike_received";

  /**
   * @param seconds that passed
   * @param processorSeconds that the node took
   */
  record Watched(double seconds, double processorSeconds, long exchanges) {

    double exchangesPerSecond() {
      return exchanges / seconds;
    }

    /** Of one processor, in percent. */
    double processorShare() {
      return 100 * processorSeconds / seconds;
    }

    /** Without a base: what the node does anyway is in it. */
    double millisecondsPerExchange() {
      return 1000 * processorSeconds / Math.max(1, exchanges);
    }
  }

  Watched watch() {
    LockSupport.parkNanos(settling.toNanos());
    long exchanges = node.status(EXCHANGES);
    Duration processor = node.account().processorTime();
    long begin = System.nanoTime();
    LockSupport.parkNanos(length.toNanos());
    double seconds = (System.nanoTime() - begin) / 1e9;
    Duration taken = node.account().processorTime().minus(processor);
    return new Watched(seconds, taken.toMillis() / 1e3, node.status(EXCHANGES) - exchanges);
  }
}
