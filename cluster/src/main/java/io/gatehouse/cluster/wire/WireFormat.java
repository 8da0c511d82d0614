package io.gatehouse.cluster.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.cluster.config.distribution.Archivist;
import io.gatehouse.cluster.dataplane.NodeAgent;
import io.gatehouse.cluster.directory.NodeReporter;
import io.gatehouse.cluster.ingress.Ingress;
import io.gatehouse.cluster.session.ArrivalHeard;
import io.gatehouse.cluster.session.SessionCommand;
import io.gatehouse.cluster.session.SessionRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How one kind of message is written: one octet of version, and what follows. A name that a node
 * does not know, or a higher version, is of a newer node.
 *
 * @param name is written beside the message, and never changes
 */
record WireFormat(String name, Class<?> type, Writer writer, Reader reader) {

  /** Of all formats until now. */
  static final int VERSION = 1;

  private static final int PATH_LENGTH = 80;

  interface Writer {
    byte[] write(Object message) throws IOException;
  }

  interface Reader {
    Object read(byte[] octets) throws IOException;
  }

  /** All that cross. What is not here is for the node itself. */
  static Stream<WireFormat> all(ObjectMapper cbor) {
    return Stream.concat(
        Stream.of(deliver(), send()),
        Map.<String, Class<?>>ofEntries(
                Map.entry("resume", SessionCommand.Resume.class),
                Map.entry("terminate", SessionCommand.Terminate.class),
                Map.entry("supersede", SessionCommand.Supersede.class),
                Map.entry("path-changed", SessionCommand.PathChanged.class),
                Map.entry("arrived", SessionCommand.Arrived.class),
                Map.entry("arrival-heard", ArrivalHeard.class),
                Map.entry("outdated", SessionCommand.Outdated.class),
                Map.entry("rekey-due", SessionCommand.RekeyDue.class),
                Map.entry("expired", SessionCommand.Expired.class),
                Map.entry("received", SessionCommand.Received.class),
                Map.entry("installation-refused", SessionCommand.InstallationRefused.class),
                Map.entry("end-older", SessionRegistry.EndOlderHere.class),
                Map.entry("number-taken", Ingress.Taken.class),
                Map.entry("install", NodeAgent.Install.class),
                Map.entry("remove", NodeAgent.Remove.class),
                Map.entry("move", NodeAgent.Move.class),
                Map.entry("ask", NodeAgent.Ask.class),
                Map.entry("told", NodeAgent.Told.class),
                Map.entry("report-ask", NodeReporter.Ask.class),
                Map.entry("report-told", NodeReporter.Told.class),
                Map.entry("configuration-check", Archivist.Check.class),
                Map.entry("configuration-checked", Archivist.Checked.class),
                Map.entry("configuration-committed", Archivist.Committed.class))
            .entrySet()
            .stream()
            .map(entry -> named(entry.getKey(), entry.getValue(), cbor)));
  }

  static <K> Map<K, WireFormat> by(Function<WireFormat, K> key, Stream<WireFormat> formats) {
    return formats.collect(Collectors.toMap(key, Function.identity()));
  }

  /** CBOR with the names of the record's components, as sessions are stored. */
  private static WireFormat named(String name, Class<?> type, ObjectMapper cbor) {
    return new WireFormat(
        name,
        type,
        message -> {
          byte[] body = cbor.writeValueAsBytes(message);
          return ByteBuffer.allocate(1 + body.length).put((byte) VERSION).put(body).array();
        },
        octets ->
            Optional.<Object>ofNullable(cbor.readValue(octets, 1, octets.length - 1, type))
                .orElseThrow(() -> new IOException("nothing")));
  }

  private static WireFormat deliver() {
    return new WireFormat(
        "deliver",
        SessionCommand.Deliver.class,
        message -> {
          SessionCommand.Deliver deliver = (SessionCommand.Deliver) message;
          OctetsOut out = new OctetsOut(VERSION, PATH_LENGTH + deliver.datagram().length());
          out.path(deliver.path());
          out.datagram(deliver.datagram());
          return out.toArray();
        },
        octets -> {
          OctetsIn in = new OctetsIn(octets);
          return new SessionCommand.Deliver(in.path(), in.datagram());
        });
  }

  private static WireFormat send() {
    return new WireFormat(
        "send",
        NodeAgent.Send.class,
        message -> {
          NodeAgent.Send send = (NodeAgent.Send) message;
          OctetsOut out = new OctetsOut(VERSION, PATH_LENGTH);
          out.path(send.path());
          out.datagrams(send.datagrams());
          return out.toArray();
        },
        octets -> {
          OctetsIn in = new OctetsIn(octets);
          return new NodeAgent.Send(in.path(), in.datagrams());
        });
  }
}
