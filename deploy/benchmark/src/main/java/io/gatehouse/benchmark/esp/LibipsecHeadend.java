package io.gatehouse.benchmark.esp;

import io.gatehouse.benchmark.strongswan.StrongSwan;
import io.gatehouse.endtoend.Site;
import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Command;
import io.gatehouse.endtoend.lab.Daemon;
import io.gatehouse.endtoend.lab.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Charon with kernel-libipsec, which does ESP in its own process with OpenSSL's AES-GCM. */
final class LibipsecHeadend {

  private static final Duration START_LIMIT = Duration.ofSeconds(15);

  private static final String PLUGINS =
      "random nonce openssl kdf kernel-libipsec kernel-netlink socket-default vici";

  private LibipsecHeadend() {}

  /** Starts it, and returns when it answers clients. */
  static Daemon start(Namespace host) {
    try {
      Path directory = Files.createDirectories(host.directory().resolve("strongswan"));
      Files.writeString(directory.resolve("strongswan.conf"), settings());
      Files.writeString(directory.resolve("swanctl.conf"), connection());
      Daemon charon =
          host.startWithOwnRuntimeDirectory(
              "charon",
              "env",
              "STRONGSWAN_CONF=" + directory.resolve("strongswan.conf"),
              StrongSwan.charon());
      Path socket = host.runtimeDirectory().resolve("charon.vici");
      charon.await("ready", START_LIMIT, () -> Files.exists(socket));
      Command.of(StrongSwan.swanctl(), "--load-all")
          .followedBy("--file", directory.resolve("swanctl.conf").toString())
          .followedBy("--uri", "unix://" + socket)
          .run();
      return charon;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String settings() {
    return """
    charon {
      load = %s
      filelog {
        stderr {
          default = 1
        }
      }
      plugins {
        vici {
          socket = unix:///run/charon.vici
        }
      }
    }
    """
        .formatted(PLUGINS);
  }

  private static String connection() {
    return """
    connections {
      psk {
        version = 2
        mobike = no
        proposals = aes256gcm16-prfsha384-ecp256
        pools = remote
        local {
          auth = psk
          id = %s
        }
        remote {
          auth = psk
          id = *@%s
        }
        children {
          inside {
            local_ts = %s
            esp_proposals = aes256gcm16
          }
        }
      }
    }
    pools {
      remote {
        addrs = %s-%s
      }
    }
    secrets {
      ike {
        secret = %s
      }
    }
    """
        .formatted(
            Site.SERVER,
            Site.PSK_DOMAIN,
            Addresses.INSIDE_NETWORK,
            Addresses.POOL_FIRST,
            Addresses.POOL_LAST,
            Site.PRE_SHARED_KEY);
  }
}
