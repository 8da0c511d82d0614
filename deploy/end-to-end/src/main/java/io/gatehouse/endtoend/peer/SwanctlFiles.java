package io.gatehouse.endtoend.peer;

import io.gatehouse.endtoend.certificate.CertificateAuthority;
import io.gatehouse.endtoend.certificate.Identity;
import io.gatehouse.endtoend.lab.Addresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** A client's {@code swanctl.conf} and the directories of keys and certificates beside it. */
final class SwanctlFiles {
  private SwanctlFiles() {}

  static void write(Path directory, Connection connection, CertificateAuthority authority) {
    authority.writeCertificate(directory.resolve("x509ca/authority.pem"));
    writeCredentials(directory, connection.authentication());
    String text =
        """
        connections {
          gatehouse {
            version = 2
            remote_addrs = %s
            proposals = %s
            vips = %s
            encap = yes
            fragmentation = %s
            dpd_delay = %ds
            rekey_time = 0
            local {
        %s
            }
            remote {
              auth = %s
              id = %s
            }
            children {
              inside {
                remote_ts = %s
                esp_proposals = %s
                rekey_time = 0
              }
            }
          }
        }
        secrets {
        %s
        }
        """
            .formatted(
                connection.serverAddress(),
                connection.ikeProposal(),
                String.join(",", connection.virtualAddresses()),
                connection.forceFragmentation() ? "force" : "yes",
                connection.dpdDelay().toSeconds(),
                local(connection.authentication()).indent(6).stripTrailing(),
                remoteScheme(connection.authentication()),
                connection.serverIdentity(),
                insideNetworks(connection),
                connection.espProposal(),
                secret(connection.authentication()).indent(2).stripTrailing());
    try {
      Files.writeString(directory.resolve("swanctl.conf"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String insideNetworks(Connection connection) {
    return connection.virtualAddresses().stream()
        .map(
            address ->
                address.contains(":") ? Addresses.INSIDE_NETWORK_IPV6 : Addresses.INSIDE_NETWORK)
        .collect(Collectors.joining(","));
  }

  private static String local(ClientAuthentication authentication) {
    return switch (authentication) {
      case ClientAuthentication.PreSharedKey(var identity, _) ->
          "auth = psk\nid = %s".formatted(identity);
      case ClientAuthentication.Certificate(var identity, _, var scheme) ->
          "auth = %s\nid = %s\ncerts = client.pem".formatted(scheme, identity);
      case ClientAuthentication.EapPassword(var identity, var userName, _) ->
          "auth = eap\nid = %s\neap_id = %s".formatted(identity, userName);
      case ClientAuthentication.EapTls(var identity, var userName, _) ->
          "auth = eap-tls\nid = %s\neap_id = %s\naaa_id = %s\ncerts = client.pem"
              .formatted(identity, userName, FreeRadius.HOST_NAME);
    };
  }

  private static String remoteScheme(ClientAuthentication authentication) {
    return switch (authentication) {
      case ClientAuthentication.PreSharedKey _ -> "psk";
      case ClientAuthentication.Certificate _,
          ClientAuthentication.EapPassword _,
          ClientAuthentication.EapTls _ ->
          "pubkey";
    };
  }

  private static String secret(ClientAuthentication authentication) {
    return switch (authentication) {
      case ClientAuthentication.PreSharedKey(_, var key) ->
          "ike {\n  secret = %s\n}".formatted(key);
      case ClientAuthentication.EapPassword(_, var userName, var password) ->
          "eap {\n  id = %s\n  secret = %s\n}".formatted(userName, password);
      case ClientAuthentication.Certificate _, ClientAuthentication.EapTls _ -> "";
    };
  }

  private static void writeCredentials(Path directory, ClientAuthentication authentication) {
    switch (authentication) {
      case ClientAuthentication.Certificate(_, var certificate, _) ->
          writeIdentity(directory, certificate);
      case ClientAuthentication.EapTls(_, _, var certificate) ->
          writeIdentity(directory, certificate);
      case ClientAuthentication.PreSharedKey _, ClientAuthentication.EapPassword _ -> {}
    }
  }

  private static void writeIdentity(Path directory, Identity identity) {
    identity.writeCertificate(directory.resolve("x509/client.pem"));
    identity.writePrivateKey(directory.resolve("pkcs8/client.pem"));
  }
}
