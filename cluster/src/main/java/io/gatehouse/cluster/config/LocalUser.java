package io.gatehouse.cluster.config;

import io.gatehouse.cluster.config.password.PasswordHash;
import io.gatehouse.protocol.octets.Secret;

/** {@code username}: a user whom the method {@code local} knows. */
public record LocalUser(String name, Password password) {

  /** With a password in the clear. */
  public LocalUser(String name, Secret password) {
    this(name, new Password.Clear(password));
  }

  /** What is known of a password. */
  public sealed interface Password {
    record Clear(Secret secret) implements Password {}

    /** Enough to check one. */
    record Hashed(PasswordHash hash) implements Password {}
  }
}
