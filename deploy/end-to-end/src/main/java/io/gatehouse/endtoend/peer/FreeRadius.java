package io.gatehouse.endtoend.peer;

import io.gatehouse.endtoend.certificate.CertificateAuthority;
import io.gatehouse.endtoend.certificate.Identity;
import io.gatehouse.endtoend.certificate.KeyType;
import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Daemon;
import io.gatehouse.endtoend.lab.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Debian's FreeRADIUS with the laboratory's users. */
public final class FreeRadius implements AutoCloseable {
  public static final String HOST_NAME = "radius.example.org";
  public static final String SHARED_SECRET = "radius-secret-of-the-laboratory";

  /** Is asked for {@link #TOKEN_CODE} after the password, and then for a new PIN of four digits. */
  public static final String TOKEN_USER = "grace";

  public static final String TOKEN_CODE = "123456";

  /** Is asked for a new password, of eight characters or more, after the right one. */
  public static final String EXPIRED_USER = "heidi";

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  // Local address and port 1812, remote ones, state, octets to be sent and octets to be read: as
  // /proc prints a socket.
  private static final Pattern UNREAD =
      Pattern.compile(":0714 \\p{XDigit}+:\\p{XDigit}+ \\p{XDigit}+ 0+:0*[1-9A-F]");

  private final Path directory;
  private final Daemon daemon;

  private FreeRadius(Path directory, Daemon daemon) {
    this.directory = directory;
    this.daemon = daemon;
  }

  /** Starts the server on the inside host, with a certificate from the authority for EAP-TLS. */
  public static FreeRadius start(
      Namespace host, CertificateAuthority authority, List<RadiusUser> users) {
    return start(host, Addresses.INSIDE_HOST, Addresses.HEADEND_INSIDE, authority, users);
  }

  /**
   * Starts the server on any host.
   *
   * @param address that it listens on
   * @param headends the address or network of those that may ask
   */
  public static FreeRadius start(
      Namespace host,
      String address,
      String headends,
      CertificateAuthority authority,
      List<RadiusUser> users) {
    try {
      Path directory = Files.createDirectories(host.directory().resolve("raddb"));
      Identity certificate = authority.server(KeyType.RSA_2048, HOST_NAME);
      certificate.writeCertificate(directory.resolve("server.pem"));
      certificate.writePrivateKey(directory.resolve("server.key"));
      authority.writeCertificate(directory.resolve("authority.pem"));
      Files.writeString(directory.resolve("users"), RadiusUser.file(users));
      Files.writeString(directory.resolve("radiusd.conf"), settings(directory, address, headends));
      Daemon daemon =
          host.start("freeradius", "freeradius", "-f", "-l", "stdout", "-d", directory.toString());
      daemon.await(
          "ready", START_LIMIT, () -> daemon.output().contains("Ready to process requests"));
      return new FreeRadius(directory, daemon);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How often this user was accepted, over all methods. */
  public long accepted(String userName) {
    return lines("Login OK: [" + userName).count();
  }

  /** How often this user was rejected. */
  public long rejected(String userName) {
    return lines("Login incorrect").filter(line -> line.contains("[" + userName)).count();
  }

  /** How often anybody was accepted. */
  public long accepted() {
    return lines("Login OK: [").count();
  }

  /** Every accounting request that was answered, in the notation of FreeRADIUS's detail files. */
  public String accounting() {
    try {
      Path detail = directory.resolve("detail");
      return Files.exists(detail) ? Files.readString(detail) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps running but answers nothing. */
  public void fallSilent() {
    daemon.freeze();
  }

  public void speakAgain() {
    daemon.thaw();
  }

  /** Whether requests have come that a silent server has not read. */
  public boolean hasUnreadRequests() {
    try {
      Path sockets = Path.of("/proc", Long.toString(daemon.pid()), "net", "udp");
      return Files.readAllLines(sockets).stream().anyMatch(line -> UNREAD.matcher(line).find());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    daemon.stop();
  }

  private Stream<String> lines(String text) {
    return daemon.output().lines().filter(line -> line.contains(text));
  }

  private static String settings(Path directory, String address, String headends)
      throws IOException {
    try (var template = FreeRadius.class.getResourceAsStream("radiusd.conf")) {
      if (template == null) {
        throw new IOException("radiusd.conf is missing from the class path");
      }
      return new String(template.readAllBytes(), StandardCharsets.UTF_8)
          .replace("@DIRECTORY@", directory.toString())
          .replace("@ADDRESS@", address)
          .replace("@CLIENT@", headends)
          .replace("@TOKEN_USER@", TOKEN_USER)
          .replace("@EXPIRED_USER@", EXPIRED_USER)
          .replace("@TOKEN_CODE@", TOKEN_CODE)
          .replace("@SECRET@", SHARED_SECRET);
    }
  }
}
