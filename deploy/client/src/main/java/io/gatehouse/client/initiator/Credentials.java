package io.gatehouse.client.initiator;

import io.gatehouse.protocol.octets.Secret;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** How the client proves who it is. */
public sealed interface Credentials {

  /**
   * AnyConnect-EAP.
   *
   * @param answers to one password field after the other; the last one answers all that follow
   * @param device shown when the headend asks for a certificate
   * @param second shown when the headend asks for another certificate after the device's
   * @param groups the first is named from the beginning; the others are picked one after the other,
   *     each in the next form
   */
  record AnyConnect(
      String userName,
      List<Secret> answers,
      Optional<Certificate> device,
      Optional<Certificate> second,
      List<String> groups)
      implements Credentials {
    public AnyConnect {
      answers = List.copyOf(answers);
      groups = List.copyOf(groups);
      if (answers.isEmpty() && device.isEmpty()) {
        throw new IllegalArgumentException("a user needs a password, or a device's certificate");
      }
    }

    /** To the password field of this number, from 0; whoever has no password leaves it empty. */
    Secret answer(int number) {
      return answers.isEmpty()
          ? Secret.utf8("")
          : answers.get(Math.min(number, answers.size() - 1));
    }

    /** Without a device's certificate. */
    public AnyConnect(String userName, List<Secret> answers) {
      this(userName, answers, Optional.empty());
    }

    /** With one certificate at most, and without groups. */
    public AnyConnect(String userName, List<Secret> answers, Optional<Certificate> device) {
      this(userName, answers, device, Optional.empty(), List.of());
    }

    /** The group of this number, from 0. */
    Optional<String> group(int number) {
      return groups.stream().skip(number).findFirst();
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
