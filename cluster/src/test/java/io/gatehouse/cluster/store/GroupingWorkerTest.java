package io.gatehouse.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupingWorkerTest {

  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch mayGoOn = new CountDownLatch(1);
  private final List<List<Integer>> groups = new CopyOnWriteArrayList<>();

  @Test
  void takesWhatQueuedUpAsOneGroup() throws InterruptedException {
    try (GroupingWorker<Integer> worker = blockedWorker(100, 4)) {
      IntStream.rangeClosed(1, 6).forEach(worker::offer);
      mayGoOn.countDown();
    }

    assertThat(groups).containsExactly(List.of(0), List.of(1, 2, 3, 4), List.of(5, 6));
  }

  @Test
  void refusesWhatDoesNotFitIntoItsQueue() throws InterruptedException {
    try (GroupingWorker<Integer> worker = blockedWorker(2, 10)) {
      assertThat(worker.offer(1)).isTrue();
      assertThat(worker.offer(2)).isTrue();
      assertThat(worker.offer(3)).isFalse();
      mayGoOn.countDown();
    }

    assertThat(groups).containsExactly(List.of(0), List.of(1, 2));
  }

  @Test
  void refusesEverythingOnceItIsClosed() {
    GroupingWorker<Integer> worker =
        new GroupingWorker<>("test-worker", 10, 10, Duration.ZERO, groups::add);
    worker.close();

    assertThat(worker.offer(1)).isFalse();
    assertThat(groups).isEmpty();
  }

  @Test
  void worksOnAThreadOfItsOwnName() {
    List<String> names = new CopyOnWriteArrayList<>();
    try (GroupingWorker<Integer> worker =
        new GroupingWorker<>(
            "test-worker",
            10,
            10,
            Duration.ZERO,
            _ -> names.add(Thread.currentThread().getName()))) {
      worker.offer(1);
    }

    assertThat(names).containsExactly("test-worker");
  }

  @Test
  void firstOfAGroupWaitsForOthers() {
    GroupingWorker<Integer> worker =
        new GroupingWorker<>("test-worker", 10, 3, Duration.ofHours(1), groups::add);
    worker.offer(1);
    worker.offer(2);
    worker.offer(3);
    worker.close();

    assertThat(groups).containsExactly(List.of(1, 2, 3));
  }

  private GroupingWorker<Integer> blockedWorker(int queueSize, int groupSize)
      throws InterruptedException {
    GroupingWorker<Integer> worker =
        new GroupingWorker<>("test-worker", queueSize, groupSize, Duration.ZERO, this::record);
    worker.offer(0);
    started.await();
    return worker;
  }

  private void record(List<Integer> group) {
    groups.add(new ArrayList<>(group));
    started.countDown();
    try {
      mayGoOn.await();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
