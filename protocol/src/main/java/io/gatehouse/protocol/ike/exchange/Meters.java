package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.accounting.Reading;
import java.util.List;

/** Where a session's traffic is counted, and whether its account can be stored. */
public interface Meters {

  /** Nothing is counted. */
  Meters NONE =
      new Meters() {
        @Override
        public List<Reading> read(Established session) {
          return List.of();
        }

        @Override
        public boolean storeAnswers() {
          return true;
        }
      };

  /** The counters of the session's CHILD SAs, as far as they are known. */
  List<Reading> read(Established session);

  /** False: an interim record, which can wait, waits. */
  boolean storeAnswers();
}
