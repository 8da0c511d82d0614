package io.gatehouse.client.load;

import java.time.Instant;

/** Is told of each answer to a client's dead peer detection. Called by several threads. */
@FunctionalInterface
public interface ProbeLog {

  /**
   * @param sent when the request was sent for the first time
   * @param nanos until its response came
   */
  void answered(Instant sent, long nanos);
}
