package io.gatehouse.protocol.ike.message;

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
}
