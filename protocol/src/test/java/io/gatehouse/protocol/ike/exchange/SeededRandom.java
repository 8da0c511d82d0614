package io.gatehouse.protocol.ike.exchange;

import java.security.SecureRandom;
import java.util.Random;

/** The same octets in every run. */
final class SeededRandom extends SecureRandom {

  private static final long serialVersionUID = 1L;

  private final Random random;

  SeededRandom(long seed) {
    random = new Random(seed);
  }

  @Override
  public void nextBytes(byte[] octets) {
    random.nextBytes(octets);
  }
}
