package io.gatehouse.protocol.ike.message;

/** RFC 7296 section 3.3.2, the number is the index. */
public enum TransformType {
  ENCR(1),
  PRF(2),
  INTEG(3),
  KE(4),
  ESN(5);

  private final int number;

  TransformType(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
