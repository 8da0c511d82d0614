package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.crypto.EphemeralKeySource;
import io.gatehouse.protocol.ike.policy.ResponderPolicy;
import java.security.SecureRandom;
import java.time.Instant;

/**
 * What a step may know of the world: the time, randomness, key pairs, the configuration, how SPIs
 * are made, and what the data plane has counted.
 */
public record Context(
    Instant now,
    SecureRandom random,
    EphemeralKeySource keys,
    ResponderPolicy policy,
    SpiMint mint,
    Meters meters) {

  /** Where nothing is counted. */
  public Context(
      Instant now,
      SecureRandom random,
      EphemeralKeySource keys,
      ResponderPolicy policy,
      SpiMint mint) {
    this(now, random, keys, policy, mint, Meters.NONE);
  }
}
