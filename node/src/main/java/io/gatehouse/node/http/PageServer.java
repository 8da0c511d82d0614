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

/** Shows pages over HTTP, each of which is a text. It tells no secrets, and changes nothing. */
public final class PageServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PageServer.class);
  private static final int WAITING_CONNECTIONS = 16;
  private static final int NO_BODY = -1;

  /** A page that waits for the store must not keep back one that says how the node is. */
  private static final int THREADS = 4;

  // The JDK's server has no bounds by itself, and reads these once.
  static {
    System.setProperty("sun.net.httpserver.maxReqTime", "5");
    System.setProperty("sun.net.httpserver.maxRspTime", "10");
    System.setProperty("jdk.httpserver.maxConnections", "64");
  }

  private final HttpServer server;
  private final ExecutorService threads;

  private PageServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * @param name what it is for, as its threads and a failure are called
   * @param pages by their path, as {@code /status}
   * @throws IllegalArgumentException when the address cannot be bound
   */
  public static PageServer open(
      String name, InetSocketAddress address, Map<String, Supplier<Page>> pages) {
    try {
      HttpServer server = HttpServer.create(address, WAITING_CONNECTIONS);
      ExecutorService threads =
          Executors.newFixedThreadPool(
              THREADS, Thread.ofPlatform().daemon().name(name + "-", 0).factory());
      server.setExecutor(threads);
      pages.forEach((path, page) -> server.createContext(path, to -> answer(to, page)));
      server.start();
      return new PageServer(server, threads);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the %s endpoint cannot listen on %s: %s".formatted(name, address, e.getMessage()), e);
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
