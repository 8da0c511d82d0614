package io.gatehouse.node.radius;

import io.gatehouse.cluster.aaa.AccessReply;
import io.gatehouse.cluster.aaa.AccessRequest;
import io.gatehouse.cluster.aaa.RadiusClient;
import io.gatehouse.cluster.accounting.AccountingClient;
import io.gatehouse.cluster.accounting.AccountingReply;
import io.gatehouse.cluster.accounting.AccountingRequest;
import io.gatehouse.cluster.config.RadiusServer;
import io.gatehouse.cluster.directory.RadiusServerReport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * RADIUS over UDP (RFC 2865, RFC 2866). Everything happens on one event loop, which sends the
 * requests of one turn together.
 */
public final class UdpRadiusClient implements RadiusClient, AccountingClient, AutoCloseable {

  private static final String CLOSED = "the RADIUS client is closed";

  private final RadiusSettings settings;
  private final RadiusTransport transport = new RadiusTransport();
  private final Map<Counterpart, RadiusLink> links = new HashMap<>();
  private final Map<Counterpart, LinkStatistics> statistics = new ConcurrentHashMap<>();
  private final Set<Inquiry<?>> open = new HashSet<>();
  private boolean closed;

  private record Counterpart(RadiusServer server, Service service) {}

  private UdpRadiusClient(RadiusSettings settings) {
    this.settings = settings;
  }

  /** Sockets are opened when a server is asked for the first time. */
  public static UdpRadiusClient open(RadiusSettings settings) {
    return new UdpRadiusClient(settings);
  }

  @Override
  public CompletionStage<AccessReply> send(AccessRequest request, List<RadiusServer> servers) {
    return send(
        new Inquiry<>(
            Service.AUTHENTICATION,
            (link, outcome) -> link.send(request, outcome),
            AccessReply.Unanswered.class::isInstance,
            new AccessReply.Unanswered(CLOSED)),
        servers);
  }

  @Override
  public CompletionStage<AccountingReply> send(
      AccountingRequest request, List<RadiusServer> servers) {
    return send(
        new Inquiry<>(
            Service.ACCOUNTING,
            (link, outcome) -> link.send(request, outcome),
            AccountingReply.Unanswered.class::isInstance,
            new AccountingReply.Unanswered(CLOSED)),
        servers);
  }

  private <R> CompletionStage<R> send(Inquiry<R> inquiry, List<RadiusServer> servers) {
    try {
      transport.loop().execute(() -> inquiry.begin(servers));
    } catch (RejectedExecutionException e) {
      inquiry.reply.complete(inquiry.givenUp);
    }
    return inquiry.reply;
  }

  @Override
  public Optional<InetAddress> nasAddress(RadiusServer server) {
    return NasAddress.of(
        settings, new InetSocketAddress(server.address(), server.accountingPort()));
  }

  /** One request on its way through the servers. */
  private final class Inquiry<R> {
    private final Service service;
    private final BiConsumer<RadiusLink, Consumer<R>> question;
    private final Predicate<R> unanswered;
    private final R givenUp;
    private final CompletableFuture<R> reply = new CompletableFuture<>();

    Inquiry(
        Service service,
        BiConsumer<RadiusLink, Consumer<R>> question,
        Predicate<R> unanswered,
        R givenUp) {
      this.service = service;
      this.question = question;
      this.unanswered = unanswered;
      this.givenUp = givenUp;
    }

    void begin(List<RadiusServer> servers) {
      if (closed) {
        giveUp();
      } else {
        open.add(this);
        tryServers(candidates(servers, service));
      }
    }

    private void tryServers(List<RadiusLink> candidates) {
      List<RadiusLink> others = candidates.subList(1, candidates.size());
      question.accept(
          candidates.getFirst(),
          answer -> {
            if (unanswered.test(answer) && !others.isEmpty()) {
              tryServers(others);
            } else {
              finish(answer);
            }
          });
    }

    void giveUp() {
      finish(givenUp);
    }

    private void finish(R answer) {
      open.remove(this);
      reply.complete(answer);
    }
  }

  /** Those that are alive; when none is, all of them. */
  private List<RadiusLink> candidates(List<RadiusServer> servers, Service service) {
    List<RadiusLink> all =
        servers.stream().map(server -> link(new Counterpart(server, service))).toList();
    List<RadiusLink> alive = all.stream().filter(RadiusLink::isAlive).toList();
    return alive.isEmpty() ? all : alive;
  }

  private RadiusLink link(Counterpart counterpart) {
    return links.computeIfAbsent(
        counterpart,
        added ->
            new RadiusLink(
                added.server(), added.service(), settings, transport, statistics(added)));
  }

  private LinkStatistics statistics(Counterpart counterpart) {
    return statistics.computeIfAbsent(counterpart, _ -> new LinkStatistics(InstantSource.system()));
  }

  /** What was seen of a server since it has been configured as it is. Any thread may ask. */
  public RadiusServerReport report(RadiusServer server) {
    return new RadiusServerReport(
        server.name(),
        server.address().getHostAddress(),
        server.authenticationPort(),
        server.accountingPort(),
        statistics(new Counterpart(server, Service.AUTHENTICATION)).report(),
        statistics(new Counterpart(server, Service.ACCOUNTING)).report());
  }

  /** How long answers of each server took, as Prometheus names and labels a histogram. */
  public Map<String, Long> latencies() {
    Map<String, Long> named = new TreeMap<>();
    statistics.forEach(
        (counterpart, seen) ->
            seen.latencies()
                .cumulative()
                .forEach(
                    (bound, count) ->
                        named.put(
                            "radius_response_seconds_bucket{server=\"%s\",service=\"%s\",le=\"%s\"}"
                                .formatted(
                                    counterpart.server().name(),
                                    counterpart.service().description(),
                                    bound),
                            count)));
    return named;
  }

  /**
   * Gives up the sockets to all other servers, but for those that are asked something at the
   * moment: they keep theirs until this is called again.
   */
  public void keepOnly(Collection<RadiusServer> servers) {
    Set<RadiusServer> kept = Set.copyOf(servers);
    transport
        .loop()
        .execute(
            () -> {
              Predicate<Map.Entry<Counterpart, RadiusLink>> unwanted =
                  link -> !kept.contains(link.getKey().server()) && link.getValue().isIdle();
              links.entrySet().stream().filter(unwanted).forEach(link -> link.getValue().close());
              links.entrySet().removeIf(unwanted);
              statistics.keySet().removeIf(seen -> !kept.contains(seen.server()));
            });
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
    List.copyOf(open).forEach(Inquiry::giveUp);
  }
}
