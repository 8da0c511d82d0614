package io.gatehouse.endtoend.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What a web server says. By a bare socket, which is made in the network namespace of the thread
 * that asks: the JDK's clients keep connections, and do not tell namespaces apart.
 *
 * @param status for example 200
 */
public record HttpAnswer(int status, String body) {
  private static final String END_OF_HEADER = "\r\n\r\n";

  /**
   * Asks with GET.
   *
   * @throws java.net.ConnectException when nobody is there
   * @throws IOException when there is no answer within the time, or not an answer of HTTP
   */
  public static HttpAnswer get(InetSocketAddress server, String path, Duration patience)
      throws IOException {
    try (Socket socket = new Socket()) {
      int milliseconds = Math.toIntExact(patience.toMillis());
      socket.setSoTimeout(milliseconds);
      socket.connect(server, milliseconds);
      String request = "GET %s HTTP/1.1\r\nHost: node\r\nConnection: close\r\n\r\n".formatted(path);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readAllBytes();
      return parse(new String(answer, StandardCharsets.UTF_8));
    }
  }

  private static HttpAnswer parse(String answer) throws IOException {
    String[] status = answer.split(" ", 3);
    int header = answer.indexOf(END_OF_HEADER);
    if (header < 0 || status.length < 3 || !status[1].matches("\\d{3}")) {
      throw new IOException("no answer of HTTP: " + answer);
    }
    return new HttpAnswer(
        Integer.parseInt(status[1]), answer.substring(header + END_OF_HEADER.length()));
  }
}
