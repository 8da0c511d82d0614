package io.gatehouse.cluster.config;

import java.util.List;

/**
 * {@code aaa authentication login} or {@code aaa authorization network}.
 *
 * @param methods never empty; the next one is asked only when the one before is unavailable, not
 *     when it refuses
 */
public record MethodList(String name, List<Method> methods) {
  public MethodList {
    methods = List.copyOf(methods);
  }

  /** Who is asked. */
  public sealed interface Method {
    record Radius(ServerGroup group) implements Method {}

    /** Local users to authenticate, local authorization policies to authorize. */
    record Local() implements Method {}
  }
}
