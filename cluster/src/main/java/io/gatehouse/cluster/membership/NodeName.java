package io.gatehouse.cluster.membership;

import java.util.Optional;

/**
 * A node's name, which only one node of the cluster has and which it keeps over restarts; its
 * address may be another one each time.
 *
 * @param text 1 to {@link #LONGEST} visible ASCII characters
 */
public record NodeName(String text) {

  public static final int LONGEST = 64;

  /** Pekko lets a member say freely what roles it has; one of them says who it is. */
  private static final String ROLE = "node-name=";

  /**
   * @throws IllegalArgumentException when a node cannot be called so
   */
  public NodeName {
    if (text.isEmpty() || text.length() > LONGEST || !text.chars().allMatch(NodeName::isVisible)) {
      throw new IllegalArgumentException(
          "\"%s\" is no node's name; expected 1 to %d visible ASCII characters without blanks"
              .formatted(text, LONGEST));
    }
  }

  private static boolean isVisible(int character) {
    return character > ' ' && character <= '~';
  }

  /** The role that tells the other members this name. */
  public String role() {
    return ROLE + text;
  }

  /** The name that a member tells by its roles; empty when it tells none, or none that can be. */
  public static Optional<NodeName> ofRoles(Iterable<String> roles) {
    for (String role : roles) {
      if (role.startsWith(ROLE)) {
        return parse(role.substring(ROLE.length()));
      }
    }
    return Optional.empty();
  }

  private static Optional<NodeName> parse(String text) {
    try {
      return Optional.of(new NodeName(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
