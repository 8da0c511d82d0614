package io.gatehouse.protocol.ike.message;

/** Carries a fault from deep inside the decoder to {@link MessageDecoder}, and no further. */
final class InvalidSyntaxException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidSyntaxException(String reason) {
    // Hostile input must be cheap to refuse: no stack trace.
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
