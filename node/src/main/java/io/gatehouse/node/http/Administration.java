package io.gatehouse.node.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's endpoint, each page of which is a text. It tells no secrets, and changes nothing.
 */
public final class Administration implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Administration.class);
  private static final int WAITING_CONNECTIONS = 16;
  private static final int NO_BODY = -1;

  /** A page that waits for the store must not keep back one that says how the node is. */
  private static final int THREADS = 4;

  private final HttpServer server;
  private final ExecutorService threads;

  private Administration(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * @param pages by their path, as {@code /status}
   * @throws IllegalArgumentException when the address cannot be bound
   */
  public static Administration open(InetSocketAddress address, Map<String, Supplier<Page>> pages) {
    try {
      HttpServer server = HttpServer.create(address, WAITING_CONNECTIONS);
      ExecutorService threads =
          Executors.newFixedThreadPool(
              THREADS, Thread.ofPlatform().daemon().name("administration-", 0).factory());
      server.setExecutor(threads);
      pages.forEach((path, page) -> server.createContext(path, to -> answer(to, page)));
      server.start();
      return new Administration(server, threads);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the administration endpoint cannot listen on " + address + ": " + e.getMessage(), e);
    }
  }

  private static void answer(HttpExchange exchange, Supplier<Page> page) throws IOException {
    try (exchange) {
      // The server's contexts are prefixes.
      if (!exchange.getRequestURI().getPath().equals(exchange.getHttpContext().getPath())) {
        exchange.sendResponseHeaders(404, NO_BODY);
      } else if (!exchange.getRequestMethod().equals("GET")) {
        exchange.sendResponseHeaders(405, NO_BODY);
      } else {
        respond(exchange, page);
      }
    }
  }

  private static void respond(HttpExchange exchange, Supplier<Page> page) throws IOException {
    Page shown;
    try {
      shown = page.get();
    } catch (RuntimeException e) {
      LOG.warn("cannot answer {}: {}", exchange.getHttpContext().getPath(), e.toString());
      exchange.sendResponseHeaders(503, NO_BODY);
      return;
    }
    byte[] body = shown.text().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(shown.status(), body.length == 0 ? NO_BODY : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
