package io.gatehouse.node.radius;

import static org.awaitility.Awaitility.await;

import io.gatehouse.cluster.config.RadiusServer;
import io.gatehouse.protocol.octets.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Debian's FreeRADIUS on a loopback port, with a configuration of its own: PAP, EAP-MD5 and
 * EAP-MSCHAPv2, and Message-Authenticator in every reply.
 */
final class FreeRadius implements AutoCloseable {

  static final Path BINARY = Path.of("/usr/sbin/freeradius");
  static final String KEY = "testing123";

  private final Path directory;
  private final Ports ports;
  private final Process process;

  private record Ports(int authentication, int accounting) {
    static Ports free() {
      return new Ports(freePort(), freePort());
    }
  }

  private FreeRadius(Path directory, Ports ports) {
    this.directory = directory;
    this.ports = ports;
    this.process = start(directory);
  }

  static boolean isInstalled() {
    return Files.isExecutable(BINARY);
  }

  /**
   * Returns when it answers requests.
   *
   * @param directory empty
   * @param users in the language of its {@code files} module
   */
  static FreeRadius start(Path directory, String users) {
    Ports ports = Ports.free();
    try {
      Files.writeString(directory.resolve("users"), users);
      Files.writeString(directory.resolve("radiusd.conf"), configuration(directory, ports));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FreeRadius(directory, ports);
  }

  /** On the same port and with the same users as before it was killed. */
  FreeRadius startAgain() {
    return new FreeRadius(directory, ports);
  }

  private static int freePort() {
    try (var socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))) {
      return socket.getLocalPort();
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process start(Path directory) {
    Path log = directory.resolve("log");
    try {
      Process process =
          new ProcessBuilder(BINARY.toString(), "-f", "-xx", "-l", "stdout", "-d", directory + "")
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> !process.isAlive() || isReady(Files.readString(log)));
      if (!process.isAlive()) {
        throw new IllegalStateException("FreeRADIUS did not start:\n" + Files.readString(log));
      }
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isReady(String log) {
    return log.contains("Ready to process requests");
  }

  RadiusServer configured(String name, Duration timeout, int retransmit) {
    return new RadiusServer(
        name,
        InetAddress.ofLiteral("127.0.0.1"),
        ports.authentication(),
        ports.accounting(),
        Secret.utf8(KEY),
        timeout,
        retransmit);
  }

  /**
   * What it has written down: of each accounting record the attributes by their names, with values
   * as it prints them.
   */
  List<Map<String, String>> recorded() {
    Path detail = directory.resolve("detail");
    try {
      return Files.exists(detail) ? records(Files.readString(detail)) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An attribute a line, indented; an empty line behind each record. */
  private static List<Map<String, String>> records(String detail) {
    return Stream.of(detail.split("\n\n", -1))
        .map(
            record ->
                record
                    .lines()
                    .filter(line -> line.startsWith("\t"))
                    .map(line -> line.strip().split(" = ", 2))
                    .collect(
                        Collectors.toMap(
                            pair -> pair[0],
                            pair -> pair[1].replace("\"", ""),
                            (first, second) -> first + "," + second)))
        .filter(record -> !record.isEmpty())
        .toList();
  }

  void kill() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("FreeRADIUS does not die");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
  }

  private static String configuration(Path directory, Ports ports) {
    return """
    libdir = /usr/lib/freeradius
    logdir = %1$s
    run_dir = %1$s
    pidfile = %1$s/pid
    hostname_lookups = no
    cleanup_delay = 2
    max_request_time = 5
    security {
      reject_delay = 0
      status_server = yes
    }
    thread pool {
      start_servers = 1
      max_servers = 2
      min_spare_servers = 1
      max_spare_servers = 2
    }
    client loopback {
      ipaddr = 127.0.0.1
      secret = %3$s
      require_message_authenticator = yes
    }
    modules {
      detail {
        filename = %1$s/detail
      }
      pap {
      }
      files {
        filename = %1$s/users
      }
      mschap {
        use_mppe = yes
      }
      eap {
        default_eap_type = md5
        timer_expire = 60
        md5 {
        }
        mschapv2 {
        }
      }
    }
    server default {
      listen {
        type = auth
        ipaddr = 127.0.0.1
        port = %2$d
      }
      listen {
        type = acct
        ipaddr = 127.0.0.1
        port = %4$d
      }
      accounting {
        detail
      }
      authorize {
        eap {
          ok = return
        }
        mschap
        files
        pap
      }
      authenticate {
        Auth-Type PAP {
          pap
        }
        Auth-Type MS-CHAP {
          mschap
        }
        eap
      }
      post-auth {
        update reply {
          Message-Authenticator := 0x00
        }
        Post-Auth-Type REJECT {
          update reply {
            Message-Authenticator := 0x00
          }
        }
      }
    }
    """
        .formatted(directory, ports.authentication(), KEY, ports.accounting());
  }
}
