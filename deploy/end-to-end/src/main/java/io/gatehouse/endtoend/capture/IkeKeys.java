package io.gatehouse.endtoend.capture;

/**
 * What it takes to read an IKE SA's encrypted messages, in hexadecimal. With an AEAD cipher the
 * encryption keys end with the salt, and the integrity keys are empty.
 */
public record IkeKeys(
    String encryptionInitiator,
    String encryptionResponder,
    String integrityInitiator,
    String integrityResponder) {
  @Override
  public String toString() {
    return "IkeKeys[%d hexadecimal digits]".formatted(encryptionInitiator.length());
  }
}
