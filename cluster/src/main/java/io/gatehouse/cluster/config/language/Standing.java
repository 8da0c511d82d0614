package io.gatehouse.cluster.config.language;

import java.util.Optional;

/** How Gatehouse takes a command. */
public sealed interface Standing {

  /**
   * Does something.
   *
   * @param opens the block that it begins
   */
  record Effective(Optional<Mode> opens) implements Standing {}

  /** Accepted, so that a configuration can be pasted, because ignoring it harms nobody. */
  record WithoutEffect(String reason) implements Standing {}

  /** Understood and refused, because ignoring it would do something else than was asked. */
  record Unavailable(String reason) implements Standing {}
}
