package io.gatehouse.endtoend.headend;

import io.gatehouse.endtoend.Site;
import io.gatehouse.endtoend.certificate.Identity;
import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Command;
import io.gatehouse.endtoend.lab.Daemon;
import io.gatehouse.endtoend.lab.Namespace;
import io.gatehouse.endtoend.peer.CharonSettings;
import io.gatehouse.endtoend.peer.FreeRadius;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Debian's strongSwan in the headend's place: where a test fails with it too, the fault is in the
 * laboratory.
 */
public final class StrongSwanHeadend implements Headend {
  private static final Duration START_LIMIT = Duration.ofSeconds(15);

  private static final String GROUPS = "ecp256-ecp384-ecp521-curve25519-modp2048-modp3072-modp4096";
  private static final String IKE_PROPOSALS =
      String.join(
          ", ",
          "aes256gcm16-aes128gcm16-prfsha384-prfsha256-prfsha512-" + GROUPS,
          "aes256-aes192-aes128-sha256-sha384-sha512-sha1-" + GROUPS,
          "chacha20poly1305-prfsha256-" + GROUPS);
  private static final String ESP_PROPOSALS =
      String.join(
          ", ",
          "aes256gcm16-aes128gcm16-chacha20poly1305-ecp256",
          "aes256gcm16-aes128gcm16-chacha20poly1305",
          "aes256-aes192-aes128-sha256-sha384-sha1");

  private final Namespace host;
  private final Path directory;
  private Daemon charon;

  private StrongSwanHeadend(Namespace host, Path directory, Daemon charon) {
    this.host = host;
    this.directory = directory;
    this.charon = charon;
  }

  public static StrongSwanHeadend start(Namespace host, Site site, HeadendSettings settings) {
    try {
      Path directory = Files.createDirectories(host.directory().resolve("strongswan"));
      new CharonSettings(true, List.of("eap-radius"), cookies(settings), radius())
          .write(directory.resolve("strongswan.conf"), directory);
      writeCredentials(directory, site);
      Files.writeString(directory.resolve("swanctl.conf"), connections());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path directory = host.directory().resolve("strongswan");
    StrongSwanHeadend headend = new StrongSwanHeadend(host, directory, launch(host, directory));
    headend.load();
    return headend;
  }

  private static Daemon launch(Namespace host, Path directory) {
    return host.startWithOwnRuntimeDirectory(
        "strongswan",
        "env",
        "STRONGSWAN_CONF=" + directory.resolve("strongswan.conf"),
        "/usr/sbin/charon-systemd");
  }

  private void load() {
    charon.await("ready", START_LIMIT, () -> swanctl("--stats").attempt().succeeded());
    swanctl("--load-all", "--file", directory.resolve("swanctl.conf").toString()).run();
  }

  private Command swanctl(String... action) {
    return Command.of(action)
        .after("swanctl")
        .followedBy("--uri", "unix://" + host.runtimeDirectory().resolve("charon.vici"));
  }

  private static void writeCredentials(Path directory, Site site) {
    site.authority().writeCertificate(directory.resolve("x509ca/authority.pem"));
    site.authority()
        .writeRevocationList(directory.resolve("x509crl/crl.pem"), site.revokedClient());
    List<Identity> servers = List.of(site.server(), site.ecdsaServer(), site.largeServer());
    for (int index = 0; index < servers.size(); index++) {
      servers.get(index).writeCertificate(directory.resolve("x509/server%d.pem".formatted(index)));
      servers.get(index).writePrivateKey(directory.resolve("pkcs8/server%d.pem".formatted(index)));
    }
  }

  private static String cookies(HeadendSettings settings) {
    return settings.alwaysCookies()
        ? "cookie_threshold_ip = 1\n          cookie_threshold = 1"
        : "";
  }

  private static String radius() {
    return """
    eap-radius {
          servers {
            freeradius {
              address = %s
              secret = %s
            }
          }
        }\
    """
        .formatted(Addresses.INSIDE_HOST, FreeRadius.SHARED_SECRET);
  }

  private static String connections() {
    return "connections {\n"
        + connection("psk", "psk", Site.SERVER, "psk", "*@" + Site.PSK_DOMAIN)
        + connection("rsa", "pubkey", Site.SERVER, "pubkey", "*." + Site.RSA_DOMAIN)
        + connection("ecdsa", "pubkey", Site.SERVER_ECDSA, "pubkey", "*." + Site.ECDSA_DOMAIN)
        + connection("eap", "pubkey", Site.SERVER, "eap-radius", "*@" + Site.EAP_DOMAIN)
        + connection("large", "pubkey", Site.SERVER_LARGE, "eap-radius", "*@" + Site.LARGE_DOMAIN)
        + "}\n"
        + """
        pools {
          remote {
            addrs = %s-%s
            dns = %s
          }
        }
        secrets {
          ike {
            secret = %s
          }
        }
        """
            .formatted(
                Addresses.POOL_FIRST, Addresses.POOL_LAST, Site.DNS_SERVER, Site.PRE_SHARED_KEY);
  }

  private static String connection(
      String name, String local, String localId, String remote, String remoteId) {
    return """
      %s {
        version = 2
        mobike = no
        proposals = %s
        pools = remote
        local {
          auth = %s
          id = %s
        }
        remote {
          auth = %s
          id = %s
          %s
          revocation = relaxed
        }
        children {
          inside {
            local_ts = %s
            esp_proposals = %s
          }
        }
      }
    """
        .formatted(
            name,
            IKE_PROPOSALS,
            local,
            localId,
            remote,
            remoteId,
            remote.startsWith("eap") ? "eap_id = %any" : "",
            Addresses.INSIDE_NETWORK,
            ESP_PROPOSALS);
  }

  @Override
  public void kill9() {
    charon.kill9();
  }

  @Override
  public void restart() {
    charon.stop();
    charon = launch(host, directory);
    load();
  }

  @Override
  public String output() {
    return charon.output();
  }

  @Override
  public void close() {
    charon.stop();
  }
}
