package io.gatehouse.node.radius;

import io.gatehouse.cluster.aaa.AccessReply;
import io.gatehouse.cluster.aaa.AccessReply.Unanswered;
import io.gatehouse.cluster.aaa.AccessRequest;
import io.gatehouse.cluster.aaa.RadiusClient;
import io.gatehouse.cluster.config.RadiusServer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/**
 * RADIUS over UDP (RFC 2865). Everything happens on one event loop, which sends the requests of one
 * turn together.
 */
public final class UdpRadiusClient implements RadiusClient, AutoCloseable {

  private static final Unanswered CLOSED = new Unanswered("the RADIUS client is closed");

  private final RadiusSettings settings;
  private final RadiusTransport transport = new RadiusTransport();
  private final Map<RadiusServer, RadiusLink> links = new HashMap<>();
  private final Set<Inquiry> open = new HashSet<>();
  private boolean closed;

  private UdpRadiusClient(RadiusSettings settings) {
    this.settings = settings;
  }

  /** Sockets are opened when a server is asked for the first time. */
  public static UdpRadiusClient open(RadiusSettings settings) {
    return new UdpRadiusClient(settings);
  }

  @Override
  public CompletionStage<AccessReply> send(AccessRequest request, List<RadiusServer> servers) {
    Inquiry inquiry = new Inquiry(request);
    try {
      transport.loop().execute(() -> inquiry.begin(servers));
    } catch (RejectedExecutionException e) {
      inquiry.reply.complete(CLOSED);
    }
    return inquiry.reply;
  }

  /** One request on its way through the servers. */
  private final class Inquiry {
    private final AccessRequest request;
    private final CompletableFuture<AccessReply> reply = new CompletableFuture<>();

    Inquiry(AccessRequest request) {
      this.request = request;
    }

    void begin(List<RadiusServer> servers) {
      if (closed) {
        reply.complete(CLOSED);
      } else {
        open.add(this);
        tryServers(candidates(servers));
      }
    }

    private void tryServers(List<RadiusLink> candidates) {
      List<RadiusLink> others = candidates.subList(1, candidates.size());
      candidates
          .getFirst()
          .send(
              request,
              answer -> {
                if (answer instanceof Unanswered && !others.isEmpty()) {
                  tryServers(others);
                } else {
                  finish(answer);
                }
              });
    }

    void finish(AccessReply answer) {
      open.remove(this);
      reply.complete(answer);
    }
  }

  /** Those that are alive; when none is, all of them. */
  private List<RadiusLink> candidates(List<RadiusServer> servers) {
    List<RadiusLink> all = servers.stream().map(this::link).toList();
    List<RadiusLink> alive = all.stream().filter(RadiusLink::isAlive).toList();
    return alive.isEmpty() ? all : alive;
  }

  private RadiusLink link(RadiusServer server) {
    return links.computeIfAbsent(server, added -> new RadiusLink(added, settings, transport));
  }

  /** What is still open is unanswered. */
  @Override
  public void close() {
    if (!transport.loop().isShuttingDown()) {
      var _ = transport.loop().submit(this::giveUp).syncUninterruptibly();
      transport.close();
    }
  }

  private void giveUp() {
    closed = true;
    List.copyOf(open).forEach(inquiry -> inquiry.finish(CLOSED));
  }
}
