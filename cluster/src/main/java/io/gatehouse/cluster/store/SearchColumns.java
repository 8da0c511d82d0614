package io.gatehouse.cluster.store;

import io.gatehouse.protocol.ike.policy.AddressFamily;
import java.net.InetAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What the directory and the address pools know of a session without its keys.
 *
 * @param userName at most {@link #MAX_USER_NAME} characters
 * @param profile the IKEv2 profile, at most {@link #MAX_NAME} characters
 * @param remoteAddress where the client's datagrams come from
 * @param inside the leased addresses, at most one of each family; no two sessions have the same one
 * @param establishedAt kept to the millisecond
 */
public record SearchColumns(
    String userName,
    String profile,
    InetAddress remoteAddress,
    List<InsideAddress> inside,
    Instant establishedAt) {

  public static final int MAX_USER_NAME = 512;
  public static final int MAX_NAME = 128;

  /**
   * @throws IllegalArgumentException when a text is too long or holds a NUL, which PostgreSQL
   *     cannot store, or when two addresses are of one family
   */
  public SearchColumns {
    requireStorable("user name", userName, MAX_USER_NAME);
    requireStorable("profile name", profile, MAX_NAME);
    inside = List.copyOf(inside);
    if (inside.stream().map(InsideAddress::family).distinct().count() < inside.size()) {
      throw new IllegalArgumentException("two addresses of one family: " + inside);
    }
    establishedAt = establishedAt.truncatedTo(ChronoUnit.MILLIS);
  }

  Optional<InsideAddress> inside(AddressFamily family) {
    return inside.stream().filter(address -> address.family() == family).findFirst();
  }

  static void requireStorable(String what, String text, int maxLength) {
    if (text.length() > maxLength) {
      throw new IllegalArgumentException(
          "a %s of %d characters: at most %d can be stored"
              .formatted(what, text.length(), maxLength));
    }
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a " + what + " with a NUL character cannot be stored");
    }
  }
}
