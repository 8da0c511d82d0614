package io.gatehouse.endtoend.peer;

import io.gatehouse.endtoend.certificate.Identity;
import io.gatehouse.endtoend.headend.Distribution;
import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Command;
import io.gatehouse.endtoend.lab.Daemon;
import io.gatehouse.endtoend.lab.LabException;
import io.gatehouse.endtoend.lab.Namespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Gatehouse's simulated AnyConnect client, run as a process of its own. It prints what happens to
 * the connection, takes orders, ends with a status other than zero when it is refused, and says
 * goodbye to the headend when it is stopped.
 */
public final class AnyConnectClient implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Pattern CONNECTED =
      Pattern.compile("(?m)^connected\\b.*?(\\d+(?:\\.\\d+){3})");

  private final Namespace host;
  private final Daemon process;

  private AnyConnectClient(Namespace host, Daemon process) {
    this.host = host;
    this.process = process;
  }

  /** Like {@link #connectTo}, straight to the headend. */
  public static AnyConnectClient connect(
      Namespace host, Path authority, String userName, List<String> passwords, String... options) {
    return connectTo(Addresses.HEADEND_OUTSIDE, host, authority, userName, passwords, options);
  }

  /**
   * Starts the client, and returns when it has an address and a tunnel.
   *
   * @param server where the client reaches the headend
   * @param passwords in the order in which they are tried
   */
  public static AnyConnectClient connectTo(
      String server,
      Namespace host,
      Path authority,
      String userName,
      List<String> passwords,
      String... options) {
    return start(host, words(server, authority, user(userName, passwords), options));
  }

  /** Likewise, with nothing but the certificate of a device, which {@code options} name. */
  public static AnyConnectClient connectDevice(Namespace host, Path authority, String... options) {
    return start(host, words(Addresses.HEADEND_OUTSIDE, authority, List.of(), options));
  }

  private static AnyConnectClient start(Namespace host, String... words) {
    Daemon process = host.start("anyconnect", words);
    AnyConnectClient client = new AnyConnectClient(host, process);
    try {
      process.await("connected", LIMIT, () -> client.address().isPresent());
      return client;
    } catch (LabException e) {
      // It may yet succeed, and be in the way of what comes next.
      client.close();
      throw e;
    }
  }

  /** The options that show a device's certificate, whose files are written for the host. */
  public static List<String> showing(Namespace host, Identity device) {
    return showing(host, "device", device);
  }

  /** Likewise, of a certificate that is shown after the device's. */
  public static List<String> showingSecond(Namespace host, Identity user) {
    return showing(host, "second", user);
  }

  private static List<String> showing(Namespace host, String option, Identity identity) {
    Path certificate = host.directory().resolve(option + ".pem");
    Path key = host.directory().resolve(option + ".key");
    identity.writeCertificate(certificate);
    identity.writePrivateKey(key);
    return List.of(
        "--" + option + "-certificate",
        certificate.toString(),
        "--" + option + "-key",
        key.toString());
  }

  /** Runs the client where it is expected to be refused. */
  public static Command.Outcome tryToConnect(
      Namespace host, Path authority, String userName, List<String> passwords, String... options) {
    return host.command(
            words(Addresses.HEADEND_OUTSIDE, authority, user(userName, passwords), options))
        .within(LIMIT)
        .attempt();
  }

  /** The inside address that the headend assigned. */
  public Optional<String> address() {
    return CONNECTED.matcher(process.output()).results().findFirst().map(result -> result.group(1));
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public String output() {
    return process.output();
  }

  public Namespace host() {
    return host;
  }

  /** Replaces the CHILD SA. */
  public void rekeyChild() {
    order("rekey-child", "the client rekeyed the child SA");
  }

  /** Replaces the IKE SA. */
  public void rekeyIke() {
    order("rekey-ike", "the client rekeyed the ike SA");
  }

  private void order(String line, String success) {
    int before = occurrences(success);
    process.enter(line);
    process.await(line + " carried out", LIMIT, () -> occurrences(success) > before);
  }

  private int occurrences(String text) {
    return process.output().split(text, -1).length;
  }

  /** Whether the headend has replaced the CHILD SA of its own accord. */
  public boolean wasRekeyedByHeadend() {
    return process.output().contains("the headend rekeyed the child SA");
  }

  /** Vanishes without a word to the headend. */
  public void kill9() {
    process.kill9();
  }

  @Override
  public void close() {
    process.stop();
  }

  private static List<String> user(String userName, List<String> passwords) {
    List<String> words = new ArrayList<>(List.of("--user", userName));
    passwords.forEach(password -> words.addAll(List.of("--password", password)));
    return words;
  }

  private static String[] words(
      String server, Path authority, List<String> user, String... options) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Distribution.program("gatehouse-client"),
                "connect",
                "--server",
                server,
                "--ca",
                authority.toString(),
                "--tun",
                "vpn0",
                "--interactive"));
    words.addAll(user);
    words.addAll(List.of(options));
    return words.toArray(String[]::new);
  }
}
