package io.gatehouse.cluster.session;

import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The shards whose sessions run in this process. Safe for several threads. */
public final class HostedShards {

  /** Is told of each change, on the thread of an actor. */
  public interface Observer {
    void gained(int shard);

    void lost(int shard);
  }

  private final BitSet hosted = new BitSet(SpiLayout.SHARDS);
  private final List<Observer> observers = new CopyOnWriteArrayList<>();

  /** It hears first of those that are here already. */
  public void observe(Observer observer) {
    observers.add(observer);
    hosted().forEach(observer::gained);
  }

  private synchronized List<Integer> hosted() {
    return hosted.stream().boxed().toList();
  }

  void gained(int shard) {
    synchronized (this) {
      hosted.set(shard);
    }
    observers.forEach(observer -> observer.gained(shard));
  }

  void lost(int shard) {
    synchronized (this) {
      hosted.clear(shard);
    }
    observers.forEach(observer -> observer.lost(shard));
  }

  public synchronized int count() {
    return hosted.cardinality();
  }

  public synchronized List<Integer> missing() {
    BitSet missing = (BitSet) hosted.clone();
    missing.flip(0, SpiLayout.SHARDS);
    return missing.stream().boxed().toList();
  }
}
