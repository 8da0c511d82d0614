package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.accounting.Reading;
import java.util.List;
import java.util.Map;

/** Where a session's traffic is counted, and what the node says of itself. */
public interface Meters {

  /** Nothing is counted. */
  Meters NONE =
      new Meters() {
        @Override
        public List<Reading> read(Established session) {
          return List.of();
        }

        @Override
        public Map<Integer, Long> received(Established session) {
          return Map.of();
        }

        @Override
        public boolean storeAnswers() {
          return true;
        }

        @Override
        public int sessions() {
          return 0;
        }
      };

  /** The counters of the session's CHILD SAs, as far as they are known. */
  List<Reading> read(Established session);

  /**
   * The highest sequence numbers that the session's CHILD SAs have received, by their inbound SPIs,
   * as far as they are known.
   */
  Map<Integer, Long> received(Established session);

  /** False: an interim record, which can wait, waits. */
  boolean storeAnswers();

  /** How many sessions the node has, which share its processors. */
  int sessions();
}
