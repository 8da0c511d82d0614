package io.gatehouse.benchmark.testkernel;

import io.gatehouse.benchmark.process.ProcessAccount;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The processor time of the second kernel, as this machine accounts it. That kernel is one process
 * here, and what its programs compute themselves is that of others. Inside, time is counted by
 * ticks, which take for work what the machine has given to somebody else.
 */
final class KernelClock implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofMillis(20);
  private static final String PROGRAM = "linux";
  private static final double SECOND_MILLIS = 1000;

  private final NavigableMap<Long, Long> readings;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("kernel-clock").factory());
  private Optional<ProcessAccount> kernel = Optional.empty();

  /**
   * @param readings milliseconds of processor time, by the time in milliseconds since 1970
   */
  KernelClock(Map<Long, Long> readings) {
    this.readings = new ConcurrentSkipListMap<>(readings);
  }

  /** Begins to read, as soon as this process has a second kernel among its descendants. */
  static KernelClock start() {
    KernelClock clock = new KernelClock(Map.of());
    var _ =
        clock.thread.scheduleAtFixedRate(
            clock::read, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    return clock;
  }

  private void read() {
    try {
      kernel = kernel.or(KernelClock::find);
      kernel
          .map(ProcessAccount::processorTime)
          .ifPresent(time -> readings.put(System.currentTimeMillis(), time.toMillis()));
    } catch (UncheckedIOException ended) {
      kernel = Optional.empty();
    }
  }

  private static Optional<ProcessAccount> find() {
    return ProcessHandle.current()
        .descendants()
        .filter(
            process ->
                isKernel(process) && process.parent().filter(KernelClock::isKernel).isEmpty())
        .map(process -> new ProcessAccount(process.pid()))
        .findFirst();
  }

  private static boolean isKernel(ProcessHandle process) {
    return process
        .info()
        .command()
        .filter(program -> Path.of(program).getFileName().toString().startsWith(PROGRAM))
        .isPresent();
  }

  /**
   * Seconds of processor time between two moments, in milliseconds since 1970.
   *
   * @throws IllegalStateException when the kernel was not watched all the time
   */
  double between(long begin, long end) {
    return (at(end) - at(begin)) / SECOND_MILLIS;
  }

  private double at(long moment) {
    Map.Entry<Long, Long> before = readings.floorEntry(moment);
    Map.Entry<Long, Long> after = readings.ceilingEntry(moment);
    if (before == null || after == null) {
      throw new IllegalStateException("the second kernel was not watched at " + moment);
    }
    long apart = after.getKey() - before.getKey();
    double part = apart == 0 ? 0 : (double) (moment - before.getKey()) / apart;
    return before.getValue() + part * (after.getValue() - before.getValue());
  }

  @Override
  public void close() {
    var _ = thread.shutdownNow();
  }
}
