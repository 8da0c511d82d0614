package io.gatehouse.protocol.ike.policy;

import io.gatehouse.protocol.ike.crypto.SignatureAuthentication;

/** {@code authentication local}: how the headend proves who it is. */
public sealed interface LocalAuthentication {
  /** With the keyring's local key for the peer. */
  record PreShared() implements LocalAuthentication {}

  record Certificate(
      Credential credential, SignatureAuthentication.RsaHash anyConnectRsaHash, boolean pss)
      implements LocalAuthentication {}
}
