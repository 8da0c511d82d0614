package io.gatehouse.benchmark.node;

import io.gatehouse.endtoend.headend.Distribution;
import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Namespace;
import java.util.ArrayList;
import java.util.List;

/**
 * What the simulated clients are told: who they are, and what they do.
 *
 * @param words options of {@code gatehouse-client load}
 */
public record Load(List<String> words) {

  private static final String PROTECTION = "aes256gcm16-prfsha256-";

  public Load {
    words = List.copyOf(words);
  }

  /**
   * Clients with a pre-shared key.
   *
   * @param name different from that of other clients at the same time
   */
  public static Load preSharedKey(String name) {
    return new Load(
        List.of(
            "--psk",
            NodeFiles.KEY,
            "--identity",
            name + "{n}@psk.example.org",
            "--ike",
            PROTECTION + "x25519"));
  }

  /** Users with a password, who check the headend's RSA certificate. */
  public static Load anyConnect(BenchmarkNode node) {
    return anyConnect(node, "x25519");
  }

  /** The same with another key exchange. */
  public static Load anyConnect(BenchmarkNode node, String keyExchange) {
    return new Load(
        List.of(
            "--user",
            "user{n}",
            "--password",
            NodeFiles.PASSWORD,
            "--ca",
            node.authority().toString(),
            "--ike",
            PROTECTION + keyExchange));
  }

  /** With further options. */
  public Load with(Object... options) {
    List<String> all = new ArrayList<>(words);
    for (Object option : options) {
      all.add(option.toString());
    }
    return new Load(all);
  }

  /** Starts the clients. */
  public LoadProcess start(Namespace host, String title, Placement placement) {
    List<String> all = new ArrayList<>(placement.words());
    // The serial collector has no threads that would take the headend's time.
    all.addAll(List.of("env", "GATEHOUSE_JAVA_OPTIONS=-XX:+UseSerialGC"));
    all.addAll(
        List.of(
            Distribution.program("gatehouse-client"),
            "load",
            "--server",
            Addresses.HEADEND_OUTSIDE));
    all.addAll(words);
    return new LoadProcess(host.start(title, all.toArray(String[]::new)));
  }
}
