package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.accounting.Reading;
import io.gatehouse.protocol.accounting.Usage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A data plane that counts what a test lets through it. */
final class CountedTraffic implements Meters {

  private final Map<Integer, Reading> counters = new HashMap<>();
  private final Map<Integer, Long> received = new HashMap<>();
  private boolean storeAnswers = true;
  private int sessions = 1;

  void count(ChildSa childSa, Usage more) {
    int spi = childSa.inboundSpi();
    Reading was = counters.getOrDefault(spi, new Reading(spi, childSa.recoveries(), Usage.NONE));
    counters.put(spi, new Reading(spi, was.installation(), was.usage().plus(more)));
  }

  /** Packets up to this sequence number have come. */
  void receive(ChildSa childSa, long number) {
    received.put(childSa.inboundSpi(), number);
  }

  /** The machine is gone; another one counts from zero. */
  void lose() {
    counters.clear();
    received.clear();
  }

  /** So many sessions share the node. */
  void share(int newSessions) {
    sessions = newSessions;
  }

  void loseStore() {
    storeAnswers = false;
  }

  void findStore() {
    storeAnswers = true;
  }

  @Override
  public List<Reading> read(Established session) {
    return session.childSas().stream()
        .map(childSa -> Optional.ofNullable(counters.get(childSa.inboundSpi())))
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public Map<Integer, Long> received(Established session) {
    return Map.copyOf(received);
  }

  @Override
  public boolean storeAnswers() {
    return storeAnswers;
  }

  @Override
  public int sessions() {
    return sessions;
  }
}
