package io.gatehouse.node;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for steps with public-key cryptography. Their bounded queue is the admission control:
 * what does not fit is dropped.
 */
record CryptographyThreads(ThreadPoolExecutor threads) implements AutoCloseable {

  static CryptographyThreads start(NodeSettings settings) {
    int count = count(settings);
    return new CryptographyThreads(
        new ThreadPoolExecutor(
            count,
            count,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(settings.cryptographyQueue()),
            Thread.ofPlatform().daemon().name("cryptography-", 0).factory()));
  }

  static int count(NodeSettings settings) {
    return settings.cryptographyThreads() > 0
        ? settings.cryptographyThreads()
        : Runtime.getRuntime().availableProcessors();
  }

  Executor executor() {
    return threads;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
