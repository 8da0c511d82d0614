package io.gatehouse.benchmark.setup;

import io.gatehouse.benchmark.node.NodeFiles;
import io.gatehouse.benchmark.node.Pki;
import io.gatehouse.benchmark.strongswan.StrongSwan;
import io.gatehouse.benchmark.template.Template;
import io.gatehouse.endtoend.lab.Daemon;
import io.gatehouse.endtoend.lab.Namespace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** strongSwan's load-tester on a client's host: each run is a process of its own. */
record LoadTester(Namespace host, String address, Pki pki, int parallel) {

  private static final Duration POLL = Duration.ofMillis(50);

  /** Without news for so long, what is missing will not come. */
  private static final Duration SILENCE = Duration.ofSeconds(8);

  /**
   * Sets sessions up and deletes each as soon as it is established.
   *
   * @param headend its address
   * @param domain of the clients' identities
   */
  LoadTesterLog run(Exchange exchange, String domain, String headend, int sessions) {
    Path directory = host.directory().resolve("load-tester");
    Path log = directory.resolve("clients.log");
    pki.authority().writeCertificate(directory.resolve("authorities/ca.pem"));
    Template.write(
        LoadTester.class,
        "load-tester.conf",
        directory.resolve("strongswan.conf"),
        Map.ofEntries(
            Map.entry("LOG", log.toString()),
            Map.entry("HEADEND_ADDRESS", headend),
            Map.entry("CLIENT_ADDRESS", address),
            Map.entry("CLIENT_AUTHENTICATION", exchange.clientAuthentication()),
            Map.entry("HEADEND_AUTHENTICATION", exchange.headendAuthentication()),
            Map.entry("DOMAIN", "@" + domain + ".example.org"),
            Map.entry("HEADEND", exchange.headend()),
            Map.entry("KEY", NodeFiles.KEY),
            Map.entry("PASSWORD", NodeFiles.PASSWORD),
            Map.entry("PROPOSAL", exchange.proposal()),
            Map.entry("AUTHORITIES", directory.resolve("authorities").toString()),
            Map.entry("SESSIONS", Integer.toString(sessions)),
            Map.entry("PARALLEL", Integer.toString(parallel))));
    delete(log);
    try (Daemon clients = start(directory)) {
      clients.await("writing its log", SILENCE, () -> Files.exists(log));
      LoadTesterLog events = follow(log, sessions);
      // It waits for ever where a client of its limit was lost.
      clients.kill9();
      return events;
    }
  }

  private Daemon start(Path directory) {
    return host.startWithOwnRuntimeDirectory(
        "load-tester",
        "env",
        "STRONGSWAN_CONF=" + directory.resolve("strongswan.conf"),
        StrongSwan.charon());
  }

  private static LoadTesterLog follow(Path log, int sessions) {
    LoadTesterLog events = new LoadTesterLog();
    try (BufferedReader lines = Files.newBufferedReader(log)) {
      long heard = System.nanoTime();
      while (events.deleted() < sessions && System.nanoTime() - heard < SILENCE.toNanos()) {
        boolean news = false;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          events.read(line);
          news = true;
        }
        heard = news ? System.nanoTime() : heard;
        LockSupport.parkNanos(POLL.toNanos());
      }
      return events;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
