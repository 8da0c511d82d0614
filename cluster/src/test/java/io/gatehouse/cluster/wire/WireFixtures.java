package io.gatehouse.cluster.wire;

import io.gatehouse.cluster.config.Problem;
import io.gatehouse.cluster.config.distribution.Archivist;
import io.gatehouse.cluster.dataplane.DataPlane;
import io.gatehouse.cluster.dataplane.NodeAgent;
import io.gatehouse.cluster.directory.NodeReport;
import io.gatehouse.cluster.directory.NodeReporter;
import io.gatehouse.cluster.directory.RadiusServerReport;
import io.gatehouse.cluster.ingress.Ingress;
import io.gatehouse.cluster.session.ArrivalHeard;
import io.gatehouse.cluster.session.ChangedSession;
import io.gatehouse.cluster.session.RandomSessions;
import io.gatehouse.cluster.session.SessionCommand;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.session.SessionRecord;
import io.gatehouse.cluster.session.SessionRegistry;
import io.gatehouse.protocol.ike.exchange.ClientCertificate;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.SessionEvent;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * One of each message, and of the stored record, as version 1 writes them. The files are what nodes
 * of that version send; they are never written again.
 */
final class WireFixtures {

  static final String STORED_RECORD = "session-record";

  /** Of a session with two inside addresses, which came later. */
  static final String STORED_RECORD_IPV6 = "session-record-ipv6";

  /** Of a session whose client has shown a certificate, which came later. */
  static final String STORED_RECORD_CERTIFICATE = "session-record-certificate";

  private static final long SEED = 1;
  private static final SessionNumber NUMBER = new SessionNumber(0x11_0004);
  private static final Established SESSION =
      ChangedSession.of(new RandomSessions(SEED).next()).withoutIpv6().done();
  private static final Octets DATAGRAM = Octets.hex("000102030405060708090a0b0c0d0e0f");

  private WireFixtures() {}

  static Established session() {
    return SESSION;
  }

  static Established ipv6Session() {
    Authorization authorization =
        SESSION
            .authorization()
            .withIpv6(Optional.of(InetAddress.ofLiteral("2001:db8::1")), Optional.of("POOL"));
    return ChangedSession.of(SESSION).authorization(authorization).withTwoLeases().done();
  }

  static Established certifiedSession() {
    return ChangedSession.of(SESSION)
        .withCertificate(
            new ClientCertificate("CN=laptop-07,O=Example", "CN=Authority", "1F", false))
        .done();
  }

  static Map<String, Object> messages(ActorRefResolver actors) {
    var path = SESSION.path();
    int spi = SESSION.childSas().getFirst().inboundSpi();
    Instant at = Instant.parse("2026-03-01T12:00:00Z");
    ActorRef<ArrivalHeard> heard =
        actors.resolveActorRef("pekko://gatehouse@192.0.2.1:17355/system/fault-in#-17");
    ActorRef<NodeAgent.Told> told =
        actors.resolveActorRef("pekko://gatehouse@192.0.2.1:17355/temp/ask#4");
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("deliver", new SessionCommand.Deliver(path, DATAGRAM));
    all.put("resume", new SessionCommand.Resume());
    all.put("terminate", new SessionCommand.Terminate(SessionEvent.Cause.ADMINISTRATOR));
    all.put("supersede", new SessionCommand.Supersede(SESSION.participants(), path, at));
    all.put("path-changed", new SessionCommand.PathChanged(path));
    all.put("arrived", new SessionCommand.Arrived(spi, path, DATAGRAM, heard));
    all.put("arrival-heard", new ArrivalHeard(NUMBER));
    all.put("outdated", new SessionCommand.Outdated(7));
    all.put("rekey-due", new SessionCommand.RekeyDue(spi));
    all.put("expired", new SessionCommand.Expired(spi, "vpn2"));
    all.put("received", new SessionCommand.Received(spi, 4711, 1L << 33));
    all.put("installation-refused", new SessionCommand.InstallationRefused(spi, "vpn2", "no room"));
    all.put(
        "end-older", new SessionRegistry.EndOlderHere(NUMBER, SESSION.participants(), path, at));
    all.put("number-taken", new Ingress.Taken(NUMBER, path, DATAGRAM));
    all.put("send", new NodeAgent.Send(path, List.of(DATAGRAM, DATAGRAM)));
    all.put(
        "install",
        new NodeAgent.Install(
            SESSION.childSas().getFirst(), path, List.of(path.remote().getAddress())));
    all.put("remove", new NodeAgent.Remove(spi, OptionalInt.empty()));
    all.put("move", new NodeAgent.Move(spi, path));
    all.put("ask", new NodeAgent.Ask(List.of(spi, 4711), told));
    all.put(
        "told",
        new NodeAgent.Told(
            List.of(new NodeAgent.Held(spi, 4711, new DataPlane.Traffic(1, 2, 3, 4, 5, 6, 0)))));
    ActorRef<NodeReporter.Told> reported =
        actors.resolveActorRef("pekko://gatehouse@192.0.2.1:17355/temp/ask#6");
    all.put("report-ask", new NodeReporter.Ask(reported));
    all.put("report-told", new NodeReporter.Told(report(at)));
    ActorRef<Archivist.Checked> checked =
        actors.resolveActorRef("pekko://gatehouse@192.0.2.1:17355/temp/ask#5");
    all.put(
        "configuration-check",
        new Archivist.Check("vpn.conf", Secret.utf8("hostname hub\nend\n"), checked));
    all.put(
        "configuration-checked",
        new Archivist.Checked(
            "vpn2", List.of(new Problem("vpn.conf", 3, 2, "cannot", "a file", "crl x"))));
    all.put("configuration-committed", new Archivist.Committed(8));
    return all;
  }

  private static NodeReport report(Instant at) {
    return new NodeReport(
        "vpn2",
        "1.0",
        at,
        Map.of("sessions_established", 17L),
        List.of(
            new RadiusServerReport(
                "free",
                "192.0.2.9",
                1812,
                1813,
                new RadiusServerReport.Service(true, at, Map.of("accepts", 16L), 2, 1L << 40),
                new RadiusServerReport.Service(false, at, Map.of("timeouts", 3L), 0, 0))));
  }

  static byte[] read(String name) {
    try (InputStream in = WireFixtures.class.getResourceAsStream("/fixtures/v1/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException fault) {
      throw new AssertionError(fault);
    }
  }

  static SerializerWithStringManifest serializer(ActorSystem<?> system, Object message) {
    try {
      return (SerializerWithStringManifest)
          SerializationExtension.get(system).serializerFor(message.getClass());
    } catch (NotSerializableException unbound) {
      throw new AssertionError(unbound);
    }
  }

  /** Writes those that there are not yet. */
  static void write(ActorSystem<?> system, Path directory) throws IOException {
    Files.createDirectories(directory);
    for (var message : messages(ActorRefResolver.get(system)).entrySet()) {
      write(
          directory.resolve(message.getKey()),
          serializer(system, message.getValue()).toBinary(message.getValue()));
    }
    write(
        directory.resolve(STORED_RECORD),
        new SessionRecord().encode(SESSION).orElseThrow().record().reveal());
    write(
        directory.resolve(STORED_RECORD_IPV6),
        new SessionRecord().encode(ipv6Session()).orElseThrow().record().reveal());
    write(
        directory.resolve(STORED_RECORD_CERTIFICATE),
        new SessionRecord().encode(certifiedSession()).orElseThrow().record().reveal());
  }

  private static void write(Path file, byte[] octets) throws IOException {
    if (!Files.exists(file)) {
      Files.write(file, octets);
    }
  }
}
