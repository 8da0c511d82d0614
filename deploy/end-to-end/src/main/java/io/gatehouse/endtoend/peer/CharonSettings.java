package io.gatehouse.endtoend.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The {@code strongswan.conf} of one of several charons on a machine.
 *
 * <p>ESP is done by charon itself (kernel-libipsec), because not every kernel that tests run on has
 * it. That plugin must come before kernel-netlink. Where the kernel has ESP, it can do it.
 *
 * @param signatureAuthentication offer RFC 7427
 * @param extraPlugins for a charon that does more than a client
 * @param daemonSettings further lines for the daemon's section
 * @param pluginSettings further lines for the section of plugins
 */
public record CharonSettings(
    boolean signatureAuthentication,
    List<String> extraPlugins,
    String daemonSettings,
    String pluginSettings) {
  /** Who does ESP: {@code charon}, or {@code kernel}. */
  public static final String ESP_PROPERTY = "gatehouse.lab.strongswan-esp";

  private static final String USER_SPACE_ESP = "kernel-libipsec";
  private static final List<String> PLUGINS =
      List.of(
          "random",
          "nonce",
          "openssl",
          "sha1",
          "sha2",
          "md5",
          "aes",
          "hmac",
          "kdf",
          "drbg",
          "gcm",
          "chapoly",
          "curve25519",
          "gmp",
          "mgf1",
          "pem",
          "pkcs1",
          "pkcs8",
          "pubkey",
          "x509",
          "revocation",
          "constraints",
          USER_SPACE_ESP,
          "kernel-netlink",
          "socket-default",
          "resolve",
          "eap-identity",
          "eap-md5",
          "eap-gtc",
          "eap-mschapv2",
          "eap-tls",
          "vici");

  /** What a client needs. */
  public static CharonSettings client(boolean signatureAuthentication) {
    return new CharonSettings(signatureAuthentication, List.of(), "", "");
  }

  /**
   * Writes the settings to a file.
   *
   * @param directory of {@code keys.log} and of {@code resolv.conf}, which lists the DNS servers
   *     that the peer assigned
   */
  public void write(Path file, Path directory) {
    String settings =
        """
        charon-systemd {
          load = %s
          install_routes = yes
          signature_authentication = %s
          fragment_size = 600
          retransmit_tries = 7
          retransmit_base = 1.3
          retransmit_timeout = 2.0
          %s
          filelog {
            stderr {
              default = 1
              ike_name = yes
              flush_line = yes
            }
            keys {
              path = %s/keys.log
              default = -1
              ike = 4
              flush_line = yes
            }
          }
          plugins {
            vici {
              socket = unix:///run/charon.vici
            }
            resolve {
              file = %s/resolv.conf
            }
            %s
          }
        }
        """
            .formatted(
                plugins(),
                signatureAuthentication ? "yes" : "no",
                daemonSettings,
                directory,
                directory,
                pluginSettings);
    try {
      Files.createFile(directory.resolve("resolv.conf"));
      Files.writeString(file, settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String plugins() {
    boolean byKernel = "kernel".equals(System.getProperty(ESP_PROPERTY));
    return Stream.concat(PLUGINS.stream(), extraPlugins.stream())
        .filter(plugin -> !(byKernel && plugin.equals(USER_SPACE_ESP)))
        .collect(Collectors.joining(" "));
  }
}
