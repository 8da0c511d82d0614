package io.gatehouse.client.load;

import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * Calls each client when it asked to be called. A hundred thousand clients that wait for nothing
 * cost nothing.
 */
final class Deadlines {

  private record Call(long atMillis, SimulatedClient client) implements Delayed {

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(atMillis - System.currentTimeMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(atMillis, other instanceof Call call ? call.atMillis : 0);
    }
  }

  private final DelayQueue<Call> calls = new DelayQueue<>();

  void callAt(long millis, SimulatedClient client) {
    calls.put(new Call(millis, client));
  }

  /** Runs until it is interrupted. */
  void serve() {
    try {
      while (true) {
        Call call = calls.take();
        call.client().tick(call.atMillis());
      }
    } catch (InterruptedException e) {
      // All is done.
    }
  }
}
