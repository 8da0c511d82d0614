package io.gatehouse.cluster.store;

import io.gatehouse.protocol.octets.Secret;
import java.util.Optional;

/** The master keys as records are sealed and opened with them. */
interface SealingKeys {

  /** The key that new records are sealed with; {@link #key} has it. */
  int sealingId();

  Optional<Secret> key(int id);
}
