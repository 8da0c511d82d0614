package io.gatehouse.protocol.eap.anyconnect;

/** What a client must prove itself by. */
public enum Factors {
  PASSWORD(0, true),
  CERTIFICATE(1, false),
  CERTIFICATE_AND_PASSWORD(1, true),
  TWO_CERTIFICATES(2, false),
  TWO_CERTIFICATES_AND_PASSWORD(2, true);

  private final int certificates;
  private final boolean password;

  Factors(int certificates, boolean password) {
    this.certificates = certificates;
    this.password = password;
  }

  /**
   * What a profile wants.
   *
   * @param certificates 0, 1 or 2
   * @param password is always wanted where there is no certificate
   */
  public static Factors of(int certificates, boolean password) {
    return switch (certificates) {
      case 0 -> PASSWORD;
      case 1 -> password ? CERTIFICATE_AND_PASSWORD : CERTIFICATE;
      default -> password ? TWO_CERTIFICATES_AND_PASSWORD : TWO_CERTIFICATES;
    };
  }

  int certificates() {
    return certificates;
  }

  boolean password() {
    return password;
  }
}
