package io.gatehouse.cluster.config;

import io.gatehouse.protocol.octets.Secret;
import java.util.Optional;

/**
 * {@code aaa authorization} of a profile for one kind of authentication.
 *
 * <p>Attributes of the user override those of the group, and those of an explicit query for the
 * user override those that came with authentication; with {@code override} the group comes first.
 *
 * @param cached whether the attributes that came with authentication count
 */
public record AuthorizationRules(
    Optional<GroupRule> group, Optional<UserRule> user, boolean cached) {

  /** Nothing is asked and nothing is given. */
  public static final AuthorizationRules NONE =
      new AuthorizationRules(Optional.empty(), Optional.empty(), false);

  /**
   * What the group is given.
   *
   * @param password what RADIUS is sent as the password of the group
   * @param override whether the group's attributes override the user's
   */
  public record GroupRule(MethodList list, Subject subject, Secret password, boolean override) {}

  /**
   * What the user is given by an explicit query.
   *
   * @param password what RADIUS is sent as the password of the user
   */
  public record UserRule(MethodList list, Subject subject, Secret password) {}

  /** The name that is asked for. */
  public sealed interface Subject {
    record Fixed(String name) implements Subject {}

    /** A name that cannot be mangled refuses the client. */
    record Mangled(NameMangler mangler) implements Subject {}

    /** The authenticated user name, or the IKE identity where there is no user name. */
    record Unchanged() implements Subject {}
  }
}
