package io.gatehouse.client.initiator;

import io.gatehouse.protocol.octets.Octets;
import java.security.SecureRandom;

/** What every part of an initiator needs. */
record Surroundings(InitiatorSettings settings, SecureRandom random, Outbox outbox) {

  /** SPIs up to 255 are reserved (RFC 4303 section 2.1). */
  private static final int RESERVED_SPIS = 256;

  private static final int NONCE_LENGTH = 32;

  Octets nonce() {
    return octets(NONCE_LENGTH);
  }

  Octets octets(int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return Octets.owned(octets);
  }

  int espSpi() {
    int spi = random.nextInt();
    while (Integer.compareUnsigned(spi, RESERVED_SPIS) < 0) {
      spi = random.nextInt();
    }
    return spi;
  }

  long ikeSpi() {
    long spi = random.nextLong();
    while (spi == 0) {
      spi = random.nextLong();
    }
    return spi;
  }
}
