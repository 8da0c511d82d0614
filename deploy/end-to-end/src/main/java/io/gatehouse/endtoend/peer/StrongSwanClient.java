package io.gatehouse.endtoend.peer;

import io.gatehouse.endtoend.capture.IkeKeys;
import io.gatehouse.endtoend.certificate.CertificateAuthority;
import io.gatehouse.endtoend.lab.Command;
import io.gatehouse.endtoend.lab.Daemon;
import io.gatehouse.endtoend.lab.LabException;
import io.gatehouse.endtoend.lab.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Debian's strongSwan as a remote-access client, with one connection to the headend. */
public final class StrongSwanClient implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration ACTION_LIMIT = Duration.ofSeconds(60);
  private static final Pattern VIRTUAL_ADDRESS = Pattern.compile("local-vips=\\[([0-9a-f.: ]+)]");
  private static final Pattern UNIQUE_ID = Pattern.compile("uniqueid=(\\d+)");
  private static final Pattern CHILD_SPI = Pattern.compile("spi-in=([0-9a-f]{8})");
  private static final Pattern IKE_SPI = Pattern.compile("initiator-spi=([0-9a-f]{16})");
  private static final Pattern NAME_SERVER = Pattern.compile("(?m)^nameserver (\\S+)");

  private final Namespace host;
  private final Path directory;
  private final Daemon charon;

  private StrongSwanClient(Namespace host, Path directory, Daemon charon) {
    this.host = host;
    this.directory = directory;
    this.charon = charon;
  }

  /**
   * Starts a charon on the host and gives it the connection, without initiating it.
   *
   * @param run names this run's files among those of the host
   */
  public static StrongSwanClient start(
      Namespace host, String run, Connection connection, CertificateAuthority authority) {
    try {
      Path directory = Files.createDirectories(host.directory().resolve(run));
      Path settings = directory.resolve("strongswan.conf");
      CharonSettings.client(connection.signatureAuthentication()).write(settings, directory);
      SwanctlFiles.write(directory, connection, authority);
      Daemon charon =
          host.startWithOwnRuntimeDirectory(
              run, "env", "STRONGSWAN_CONF=" + settings, "/usr/sbin/charon-systemd");
      StrongSwanClient client = new StrongSwanClient(host, directory, charon);
      charon.await("ready", START_LIMIT, () -> client.attempt("--stats").succeeded());
      client.swanctl("--load-all", "--file", directory.resolve("swanctl.conf").toString());
      return client;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets up the IKE SA and its first CHILD SA; the outcome's output tells why it failed. */
  public Command.Outcome tryToConnect() {
    return attempt("--initiate", "--child", "inside", "--timeout", "25");
  }

  /**
   * Sets up the IKE SA and its first CHILD SA.
   *
   * @throws LabException with charon's account of it, when the connection fails
   */
  public void connect() {
    require(tryToConnect());
  }

  public void rekeyIke() {
    swanctl("--rekey", "--ike", "gatehouse");
  }

  public void rekeyChild() {
    swanctl("--rekey", "--child", "inside");
  }

  /** Deletes the IKE SA and waits for the headend's answer. */
  public void disconnect() {
    swanctl("--terminate", "--ike", "gatehouse", "--timeout", "20");
  }

  /** The state of all SAs in strongSwan's raw notation. */
  public String sas() {
    return swanctl("--list-sas", "--raw");
  }

  public boolean isConnected() {
    String sas = sas();
    return sas.contains("state=ESTABLISHED") && sas.contains("state=INSTALLED");
  }

  public Optional<String> virtualAddress() {
    return virtualAddresses().stream().findFirst();
  }

  /** All inside addresses that the headend assigned. */
  public List<String> virtualAddresses() {
    return first(VIRTUAL_ADDRESS, sas()).stream()
        .flatMap(addresses -> Stream.of(addresses.split(" ")))
        .toList();
  }

  /** This end's SPI of the IKE SA; it changes when that is rekeyed. */
  public Optional<String> ikeSpi() {
    return first(IKE_SPI, sas());
  }

  /** The inbound SPI of the CHILD SA; it changes when that is rekeyed. */
  public Optional<String> childSpi() {
    return first(CHILD_SPI, sas());
  }

  /** Counts up with every new IKE SA. */
  public Optional<String> ikeNumber() {
    return first(UNIQUE_ID, sas());
  }

  /** The DNS servers that the headend assigned. */
  public List<String> nameServers() {
    List<String> servers = new ArrayList<>();
    Matcher matcher = NAME_SERVER.matcher(read("resolv.conf"));
    while (matcher.find()) {
      servers.add(matcher.group(1));
    }
    return servers;
  }

  /** The keys of every IKE SA so far, in the order in which they were derived. */
  public List<IkeKeys> keys() {
    return CharonKeyLog.parse(read("keys.log"));
  }

  /** Charon's account of what it did. */
  public String log() {
    return charon.output();
  }

  public Namespace host() {
    return host;
  }

  /** Vanishes without a word to the headend. */
  public void kill9() {
    charon.kill9();
  }

  /** Ends charon, which deletes its SAs on the way. */
  @Override
  public void close() {
    charon.stop();
  }

  private String swanctl(String... action) {
    return require(attempt(action));
  }

  private Command.Outcome attempt(String... action) {
    List<String> words = new ArrayList<>(List.of("swanctl"));
    words.addAll(Arrays.asList(action));
    words.addAll(List.of("--uri", "unix://" + host.runtimeDirectory().resolve("charon.vici")));
    return new Command(words, ACTION_LIMIT).attempt();
  }

  private String require(Command.Outcome outcome) {
    if (!outcome.succeeded()) {
      throw new LabException("swanctl failed:\n" + outcome.output() + "\ncharon's log:\n" + log());
    }
    return outcome.output();
  }

  private String read(String file) {
    try {
      Path path = directory.resolve(file);
      return Files.exists(path) ? Files.readString(path) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> first(Pattern pattern, String text) {
    return pattern.matcher(text).results().findFirst().map(result -> result.group(1));
  }
}
