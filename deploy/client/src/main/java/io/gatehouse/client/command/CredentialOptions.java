package io.gatehouse.client.command;

import io.gatehouse.client.initiator.Credentials;
import io.gatehouse.protocol.octets.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

  /** A user, or a device, or a user of a device. */
  static final class AnyConnect {
    @ArgGroup(exclusive = false)
    @Nullable User user;

    @ArgGroup(exclusive = false)
    @Nullable Device device;

    @ArgGroup(exclusive = false)
    @Nullable Second second;

    Credentials credentials() {
      return new Credentials.AnyConnect(
          user == null ? "" : user.name,
          user == null ? List.of() : user.passwords.stream().map(Secret::utf8).toList(),
          Optional.ofNullable(device).map(Device::read),
          Optional.ofNullable(second).map(Second::read),
          user == null ? List.of() : user.groups);
    }
  }

  static final class User {
    @Option(names = "--user", required = true, description = "AnyConnect-EAP with this user name.")
    String name = "";

    @Option(
        names = "--password",
        required = true,
        paramLabel = "PASSWORD",
        description = "Repeatable: one for each password field; the last one is used again.")
    List<String> passwords = List.of();

    @Option(
        names = "--group",
        paramLabel = "GROUP",
        description = {
          "Repeatable: the group of the user, and then those",
          "that are picked instead, one in each form that lists groups."
        })
    List<String> groups = List.of();
  }

  static final class Device {
    @Option(
        names = "--device-certificate",
        required = true,
        paramLabel = "FILE",
        description = {
          "AnyConnect-EAP with this device: PEM file of its certificate, with its chain.",
          "Shown when the headend asks for it."
        })
    Path certificate = Path.of("");

    @Option(
        names = "--device-key",
        required = true,
        paramLabel = "FILE",
        description = "PEM file of its private key.")
    Path key = Path.of("");

    Credentials.Certificate read() {
      return new Credentials.Certificate(
          PemFile.privateKey(key), PemFile.certificates(certificate));
    }
  }

  static final class Second {
    @Option(
        names = "--second-certificate",
        required = true,
        paramLabel = "FILE",
        description = {
          "PEM file of another certificate, such as the user's, with its chain.",
          "Shown when the headend asks for a second one."
        })
    Path certificate = Path.of("");

    @Option(
        names = "--second-key",
        required = true,
        paramLabel = "FILE",
        description = "PEM file of its private key.")
    Path key = Path.of("");

    Credentials.Certificate read() {
      return new Credentials.Certificate(
          PemFile.privateKey(key), PemFile.certificates(certificate));
    }
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
      return anyConnect.credentials();
    }
    if (certificate != null) {
      return new Credentials.Certificate(
          PemFile.privateKey(certificate.key), PemFile.certificates(certificate.certificate));
    }
    if (preSharedKey != null) {
      return new Credentials.PreSharedKey(Secret.utf8(preSharedKey));
    }
    throw new IllegalArgumentException(
        "neither --user nor --device-certificate nor --psk nor --certificate is given");
  }
}
