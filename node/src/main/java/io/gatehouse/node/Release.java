package io.gatehouse.node;

import java.util.Objects;

/** Which build of Gatehouse this is. */
final class Release {

  /** Older than every release. */
  private static final String NOT_PACKAGED = "0.0.0";

  private Release() {}

  /** The version that the build wrote into the jar. */
  static String current() {
    return Objects.requireNonNullElse(
        Release.class.getPackage().getImplementationVersion(), NOT_PACKAGED);
  }
}
