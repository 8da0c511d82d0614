package io.gatehouse.client.command;

import io.gatehouse.client.initiator.Credentials;
import io.gatehouse.protocol.octets.Secret;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** One of the ways to prove who the client is. */
final class CredentialOptions {

  @ArgGroup(exclusive = false)
  @Nullable AnyConnect anyConnect;

  @Option(names = "--psk", paramLabel = "KEY", description = "A pre-shared key.")
  @Nullable String preSharedKey;

  @ArgGroup(exclusive = false)
  @Nullable Certificate certificate;

  static final class AnyConnect {
    @Option(names = "--user", required = true, description = "AnyConnect-EAP with this user name.")
    String user = "";

    @Option(
        names = "--password",
        required = true,
        paramLabel = "PASSWORD",
        description = "Repeatable: one for each password field; the last one is used again.")
    List<String> passwords = List.of();
  }

  static final class Certificate {
    @Option(
        names = "--certificate",
        required = true,
        description = "PEM file of the client's certificate, with its chain.")
    Path certificate = Path.of("");

    @Option(names = "--key", required = true, description = "PEM file of its private key.")
    Path key = Path.of("");
  }

  /**
   * Reads what files are named.
   *
   * @throws IllegalArgumentException when a file does not hold what it should
   */
  Credentials credentials() {
    if (anyConnect != null) {
      return new Credentials.AnyConnect(
          anyConnect.user, anyConnect.passwords.stream().map(Secret::utf8).toList());
    }
    if (certificate != null) {
      return new Credentials.Certificate(
          PemFile.privateKey(certificate.key), PemFile.certificates(certificate.certificate));
    }
    if (preSharedKey != null) {
      return new Credentials.PreSharedKey(Secret.utf8(preSharedKey));
    }
    throw new IllegalArgumentException("neither --user nor --psk nor --certificate is given");
  }
}
