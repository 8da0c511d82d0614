package io.gatehouse.endtoend.cluster;

import io.gatehouse.endtoend.lab.Namespace;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Asks every node again and again whether it is ready, as balancers do. */
public final class HealthCheck implements AutoCloseable {

  /**
   * How nodes are asked.
   *
   * @param interval between an answer and the next question
   * @param patience how long an answer may take
   * @param failures after how many in a row a node is down; a refused connection counts as all
   */
  public record Settings(Duration interval, Duration patience, int failures) {
    public static Settings quick() {
      return new Settings(Duration.ofMillis(100), Duration.ofMillis(400), 2);
    }

    /** Where all nodes and everybody else share one slow processor. */
    public static Settings patient() {
      return new Settings(Duration.ofMillis(250), Duration.ofSeconds(10), 3);
    }
  }

  /** Asks one node. */
  @FunctionalInterface
  interface Question {
    /**
     * @throws ConnectException when nobody is there
     * @throws IOException when there is no answer
     */
    boolean isReady(int node, Duration patience) throws IOException;
  }

  /** Is told what changed. */
  interface Listener {
    void nodeIsUp(int node);

    void nodeIsDown(int node);
  }

  private final Settings settings;
  private final Question question;
  private final Listener listener;
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  private HealthCheck(Settings settings, Question question, Listener listener) {
    this.settings = settings;
    this.question = question;
    this.listener = listener;
  }

  /**
   * Begins to ask, each node by a thread of its own.
   *
   * @param host from which nodes are asked
   */
  static HealthCheck start(
      Namespace host, int nodes, Settings settings, Question question, Listener listener) {
    HealthCheck check = new HealthCheck(settings, question, listener);
    IntStream.rangeClosed(1, nodes)
        .mapToObj(node -> host.visit("health-check-" + node, () -> check.watch(node)))
        .forEach(check.threads::add);
    return check;
  }

  private void watch(int node) {
    int failures = settings.failures();
    boolean up = false;
    while (!ended()) {
      failures = failuresAfter(node, failures);
      if (up && failures >= settings.failures()) {
        up = false;
        listener.nodeIsDown(node);
      } else if (!up && failures == 0) {
        up = true;
        listener.nodeIsUp(node);
      }
    }
  }

  private int failuresAfter(int node, int failures) {
    try {
      return question.isReady(node, settings.patience()) ? 0 : settings.failures();
    } catch (ConnectException e) {
      return settings.failures();
    } catch (IOException e) {
      return failures + 1;
    }
  }

  private boolean ended() {
    try {
      return end.await(settings.interval().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Returns when nobody asks or is told any more. */
  @Override
  public void close() {
    end.countDown();
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
