package io.gatehouse.node;

import io.gatehouse.protocol.ike.crypto.EphemeralKey;
import io.gatehouse.protocol.ike.crypto.EphemeralKeySource;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Key pairs that are made before a client waits for them, of the methods that clients use. Each is
 * given out once. Safe for several threads.
 */
final class PrecomputedKeys implements EphemeralKeySource, AutoCloseable {

  /** Of each method: a burst of clients; what they find used up is made while they wait. */
  static final int MOST = 64;

  private final SecureRandom random;
  private final Map<KeyExchangeMethod, Stock> stocks = new EnumMap<>(KeyExchangeMethod.class);

  /** What is asked for after its end is passed over: then keys are made when they are taken. */
  private final ExecutorService maker =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().daemon().name("precomputed-keys").factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  private PrecomputedKeys(SecureRandom random) {
    this.random = random;
    for (KeyExchangeMethod method : KeyExchangeMethod.values()) {
      stocks.put(method, new Stock(method));
    }
  }

  static PrecomputedKeys start(SecureRandom random) {
    return new PrecomputedKeys(random);
  }

  @Override
  public EphemeralKey take(KeyExchangeMethod method) {
    return stock(method).take();
  }

  int stored(KeyExchangeMethod method) {
    return stock(method).keys.size();
  }

  private Stock stock(KeyExchangeMethod method) {
    return Objects.requireNonNull(stocks.get(method));
  }

  @Override
  public void close() {
    maker.shutdownNow();
  }

  private final class Stock {
    private final KeyExchangeMethod method;
    private final Queue<EphemeralKey> keys = new ArrayBlockingQueue<>(MOST);
    private final AtomicBoolean filling = new AtomicBoolean();

    Stock(KeyExchangeMethod method) {
      this.method = method;
    }

    EphemeralKey take() {
      EphemeralKey key = keys.poll();
      if (keys.size() < MOST / 2 && filling.compareAndSet(false, true)) {
        maker.execute(this::fill);
      }
      return key == null ? EphemeralKey.generate(method, random) : key;
    }

    private void fill() {
      try {
        while (keys.size() < MOST && !maker.isShutdown()) {
          keys.add(EphemeralKey.generate(method, random));
        }
      } finally {
        filling.set(false);
      }
    }
  }
}
