package io.gatehouse.protocol.ike.message;

/** RFC 7296 section 3.1. Exchange types that Gatehouse does not serve have no constant. */
public enum ExchangeType {
  IKE_SA_INIT(34),
  IKE_AUTH(35),
  CREATE_CHILD_SA(36),
  INFORMATIONAL(37);

  private final int number;

  ExchangeType(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
