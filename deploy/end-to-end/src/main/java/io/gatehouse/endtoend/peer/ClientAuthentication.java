package io.gatehouse.endtoend.peer;

import io.gatehouse.endtoend.certificate.Identity;

/** How a client proves who it is. {@code identity} is what it sends as IDi. */
public sealed interface ClientAuthentication {
  String identity();

  /** Both sides prove themselves with the same key. */
  record PreSharedKey(String identity, String key) implements ClientAuthentication {
    @Override
    public String toString() {
      return "pre-shared key";
    }
  }

  /**
   * A signature with the key of a certificate.
   *
   * @param scheme in strongSwan's words: {@code pubkey}, or for one signature scheme only for
   *     example {@code rsa/pss-sha256}
   */
  record Certificate(String identity, Identity certificate, String scheme)
      implements ClientAuthentication {
    @Override
    public String toString() {
      return scheme + " with " + certificate.keyType();
    }
  }

  /** An EAP method with a password; the RADIUS server says which method. */
  record EapPassword(String identity, String userName, String password)
      implements ClientAuthentication {
    @Override
    public String toString() {
      return "EAP as " + userName;
    }
  }

  record EapTls(String identity, String userName, Identity certificate)
      implements ClientAuthentication {
    @Override
    public String toString() {
      return "EAP-TLS as " + userName;
    }
  }
}
