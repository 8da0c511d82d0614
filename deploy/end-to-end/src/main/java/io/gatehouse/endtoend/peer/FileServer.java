package io.gatehouse.endtoend.peer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.Executors;

/**
 * A web server for bulk transfers. A GET yields random octets; a PUT's answer is the SHA-256 of
 * what came. It uses nothing but the JDK, so that it can be started from one class path entry.
 */
public final class FileServer {
  static final int SIZE = 10_000_000;
  static final int PORT = 8080;

  private static final byte[] CONTENT = content();

  private FileServer() {}

  /** Serves on the address that is given as the only argument, until the process is ended. */
  public static void main(String[] arguments) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(arguments[0], PORT), 0);
    server.createContext("/", FileServer::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    System.out.println("Serving");
  }

  // The same in every process: the test knows what a client must receive.
  static byte[] content() {
    byte[] content = new byte[SIZE];
    new Random(SIZE).nextBytes(content);
    return content;
  }

  static String sha256(byte[] octets) {
    return HexFormat.of().formatHex(digest().digest(octets));
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      System.out.printf(
          "%s from %s%n",
          exchange.getRequestMethod(), exchange.getRemoteAddress().getAddress().getHostAddress());
      byte[] body =
          "PUT".equals(exchange.getRequestMethod())
              ? received(exchange.getRequestBody()).getBytes(StandardCharsets.US_ASCII)
              : CONTENT;
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static String received(InputStream body) throws IOException {
    MessageDigest digest = digest();
    body.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
