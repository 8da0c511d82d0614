package io.gatehouse.cluster.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A thread that does in one go what has queued up while it did the last. The busier it is, the
 * larger its groups.
 *
 * <p>It is never interrupted: an interrupt in the middle of a file operation closes H2's file.
 */
final class GroupingWorker<T> implements AutoCloseable {

  /** An empty place only wakes the thread, to see that it is closed. */
  private final BlockingQueue<Optional<T>> queue;

  private final int groupSize;
  private final Duration delay;
  private final Consumer<List<T>> work;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * @param delay how long the first of a group waits for others to join it
   * @param work must not throw
   */
  GroupingWorker(
      String threadName, int queueSize, int groupSize, Duration delay, Consumer<List<T>> work) {
    this.queue = new ArrayBlockingQueue<>(queueSize);
    this.groupSize = groupSize;
    this.delay = delay;
    this.work = work;
    this.thread = Thread.ofPlatform().daemon().name(threadName).start(this::run);
  }

  /** Queues an item, and says false, never waiting, when there is no room or the worker closed. */
  boolean offer(T item) {
    Optional<T> place = Optional.of(item);
    if (closed || !queue.offer(place)) {
      return false;
    }
    // Closed in between: either the thread still took the item, or it is ours to take back.
    return !closed || !queue.remove(place);
  }

  private void run() {
    while (!closed) {
      try {
        workOn(queue.take());
      } catch (InterruptedException notFromUs) {
        // Nobody has a reason to; close() is the way to end the thread.
      }
    }
    while (!queue.isEmpty()) {
      Optional.ofNullable(queue.poll()).ifPresent(this::workOn);
    }
  }

  private void workOn(Optional<T> first) {
    List<Optional<T>> places = new ArrayList<>();
    places.add(first);
    if (!closed && queue.size() < groupSize) {
      LockSupport.parkNanos(delay.toNanos());
    }
    queue.drainTo(places, groupSize - 1);
    List<T> group = places.stream().flatMap(Optional::stream).toList();
    if (!group.isEmpty()) {
      work.accept(group);
    }
  }

  /** Takes no more items, finishes those it has, and returns when it has or after ten seconds. */
  @Override
  public void close() {
    closed = true;
    // No room means that the thread has work, and looks by itself when that is done.
    boolean _ = queue.offer(Optional.empty());
    LockSupport.unpark(thread);
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
