package io.gatehouse.protocol.ike.message;

import java.util.Optional;

/** RFC 7296 section 3.15. */
public enum ConfigurationType {
  CFG_REQUEST(1),
  CFG_REPLY(2),
  CFG_SET(3),
  CFG_ACK(4);

  private final int number;

  ConfigurationType(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  public static Optional<ConfigurationType> of(int number) {
    for (ConfigurationType type : values()) {
      if (type.number == number) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
