package io.gatehouse.cluster.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A thread that does in one go what has queued up while it did the last. The busier it is, the
 * larger its groups.
 *
 * <p>It is never interrupted: an interrupt in the middle of a file operation closes H2's file.
 */
final class GroupingWorker<T> implements AutoCloseable {

  private static final Duration CLOSE_POLL = Duration.ofMillis(100);

  private final BlockingQueue<T> queue;
  private final int groupSize;
  private final Consumer<List<T>> work;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * @param work must not throw
   */
  GroupingWorker(String threadName, int queueSize, int groupSize, Consumer<List<T>> work) {
    this.queue = new ArrayBlockingQueue<>(queueSize);
    this.groupSize = groupSize;
    this.work = work;
    this.thread = Thread.ofPlatform().daemon().name(threadName).start(this::run);
  }

  /** Queues an item, and says false, never waiting, when there is no room or the worker closed. */
  boolean offer(T item) {
    if (closed || !queue.offer(item)) {
      return false;
    }
    // Closed in between: either the thread still took the item, or it is ours to take back.
    return !closed || !queue.remove(item);
  }

  private void run() {
    while (!closed) {
      try {
        T first = queue.poll(CLOSE_POLL.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          workOn(first);
        }
      } catch (InterruptedException notFromUs) {
        // Nobody has a reason to; close() is the way to end the thread.
      }
    }
    for (T first = queue.poll(); first != null; first = queue.poll()) {
      workOn(first);
    }
  }

  private void workOn(T first) {
    List<T> group = new ArrayList<>();
    group.add(first);
    queue.drainTo(group, groupSize - 1);
    work.accept(group);
  }

  /** Takes no more items, finishes those it has, and returns when it has or after ten seconds. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
