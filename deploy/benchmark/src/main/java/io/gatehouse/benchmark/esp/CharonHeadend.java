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

/**
 * Charon, with ESP in its own process (kernel-libipsec, OpenSSL's AES-GCM) or in the kernel
 * (kernel-netlink).
 */
final class CharonHeadend {

  private static final Duration START_LIMIT = Duration.ofSeconds(15);

  private static final String IN_USER_SPACE = "kernel-libipsec kernel-netlink";
  private static final String IN_KERNEL = "kernel-netlink";

  private CharonHeadend() {}

  /** Starts it, and returns when it answers clients. */
  static Daemon inUserSpace(Namespace host) {
    return start(host, IN_USER_SPACE);
  }

  /** Likewise, with the kernel's ESP. */
  static Daemon inKernel(Namespace host) {
    return start(host, IN_KERNEL);
  }

  private static Daemon start(Namespace host, String plugins) {
    try {
      Path directory = Files.createDirectories(host.directory().resolve("strongswan"));
      Files.writeString(directory.resolve("strongswan.conf"), settings(plugins));
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

  private static String settings(String plugins) {
    return """
    charon {
      load = random nonce openssl kdf %s socket-default vici
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
        .formatted(plugins);
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
