package io.gatehouse.client.initiator;

import io.gatehouse.protocol.octets.Secret;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** How the client proves who it is. */
public sealed interface Credentials {

  /**
   * AnyConnect-EAP.
   *
   * @param answers to one password field after the other; the last one answers all that follow
   */
  record AnyConnect(String userName, List<Secret> answers) implements Credentials {
    public AnyConnect {
      answers = List.copyOf(answers);
      if (answers.isEmpty()) {
        throw new IllegalArgumentException("a user needs a password");
      }
    }
  }

  /** The same key for both sides. */
  record PreSharedKey(Secret key) implements Credentials {}

  /**
   * A signature.
   *
   * @param chain end entity first
   */
  record Certificate(PrivateKey key, List<X509Certificate> chain) implements Credentials {
    public Certificate {
      chain = List.copyOf(chain);
      if (chain.isEmpty()) {
        throw new IllegalArgumentException("a client's key needs its certificate");
      }
    }

    @Override
    public String toString() {
      return "Certificate[" + chain.getFirst().getSubjectX500Principal() + "]";
    }
  }
}
