package io.gatehouse.protocol.eap.anyconnect;

/**
 * What a client has used up of its patience. A restart does not give back failed attempts.
 *
 * @param repeated the request that is pending was sent twice
 */
record Tally(int failures, int challenges, int restarts, boolean repeated) {

  static final int MAXIMUM_CHALLENGES = 10;
  static final int MAXIMUM_RESTARTS = 10;

  static Tally none() {
    return new Tally(0, 0, 0, false);
  }

  Tally failure() {
    return new Tally(failures + 1, challenges, restarts, repeated);
  }

  Tally challenge() {
    return new Tally(failures, challenges + 1, restarts, repeated);
  }

  Tally restart() {
    return new Tally(failures, challenges, restarts + 1, repeated);
  }

  Tally repeat() {
    return new Tally(failures, challenges, restarts, true);
  }

  Tally nextRequest() {
    return new Tally(failures, challenges, restarts, false);
  }
}
