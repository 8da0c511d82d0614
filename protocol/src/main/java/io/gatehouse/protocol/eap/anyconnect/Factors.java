package io.gatehouse.protocol.eap.anyconnect;

/** What a client must prove itself by. */
public enum Factors {
  PASSWORD(false, true),
  CERTIFICATE(true, false),
  CERTIFICATE_AND_PASSWORD(true, true);

  private final boolean certificate;
  private final boolean password;

  Factors(boolean certificate, boolean password) {
    this.certificate = certificate;
    this.password = password;
  }

  boolean certificate() {
    return certificate;
  }

  boolean password() {
    return password;
  }
}
