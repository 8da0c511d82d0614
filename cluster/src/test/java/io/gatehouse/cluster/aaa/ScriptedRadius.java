package io.gatehouse.cluster.aaa;

import io.gatehouse.cluster.config.RadiusServer;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers for the first server that it is asked to ask, and remembers the questions. */
final class ScriptedRadius implements RadiusClient {

  record Question(AccessRequest request, List<String> servers) {}

  private final Map<String, AccessReply> replies = new ConcurrentHashMap<>();
  private final List<Question> questions = new CopyOnWriteArrayList<>();

  /** Until told otherwise, a server never answers and never times out. */
  ScriptedRadius answering(String server, AccessReply reply) {
    replies.put(server, reply);
    return this;
  }

  @Override
  public CompletionStage<AccessReply> send(AccessRequest request, List<RadiusServer> servers) {
    questions.add(new Question(request, servers.stream().map(RadiusServer::name).toList()));
    AccessReply reply = replies.get(servers.getFirst().name());
    return reply == null ? new CompletableFuture<>() : CompletableFuture.completedFuture(reply);
  }

  List<Question> questions() {
    return questions;
  }

  static RadiusServer server(String name) {
    return new RadiusServer(
        name,
        InetAddress.getLoopbackAddress(),
        1812,
        1813,
        Secret.utf8("key"),
        Duration.ofSeconds(5),
        3);
  }
}
