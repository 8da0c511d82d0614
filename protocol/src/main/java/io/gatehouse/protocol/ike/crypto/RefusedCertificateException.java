package io.gatehouse.protocol.ike.crypto;

/** Ends a validation from anywhere within it; never leaves {@link CertificateValidation}. */
final class RefusedCertificateException extends RuntimeException {

  private static final long serialVersionUID = 1;

  RefusedCertificateException(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
