package io.gatehouse.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageServerTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private InetSocketAddress address = new InetSocketAddress(0);
  private PageServer server = open(() -> "the sessions\n", () -> "the status\n");

  @BeforeEach
  void freshPort() throws IOException {
    server.close();
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = new InetSocketAddress(InetAddress.getLoopbackAddress(), free.getLocalPort());
    }
    server = open(() -> "the sessions\n", () -> "");
  }

  private PageServer open(Supplier<String> sessions, Supplier<String> status) {
    return PageServer.open(
        "administration",
        address,
        Map.of(
            "/sessions",
            Page.of(sessions),
            "/status",
            Page.of(status),
            "/ready",
            () -> Page.verdict(false, "member: leaving\n")));
  }

  @AfterEach
  void close() {
    server.close();
    client.close();
  }

  @Test
  void sessionsAndStatusAreText() throws Exception {
    assertThat(get("sessions").statusCode()).isEqualTo(200);
    assertThat(get("sessions").body()).isEqualTo("the sessions\n");
    assertThat(get("status").body()).isEmpty();
  }

  @Test
  void aPageSaysByItsStatusThatSomethingIsWrong() throws Exception {
    assertThat(get("ready").statusCode()).isEqualTo(503);
    assertThat(get("ready").body()).isEqualTo("member: leaving\n");
  }

  @Test
  void nothingElseIsThere() throws Exception {
    assertThat(get("").statusCode()).isEqualTo(404);
    assertThat(get("sessionsandmore").statusCode()).isEqualTo(404);
  }

  @Test
  void nothingCanBeChanged() throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(uri("sessions"))
            .POST(HttpRequest.BodyPublishers.ofString("x"))
            .build();
    assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(405);
  }

  @Test
  void whatCannotBeToldNowIsUnavailable() throws Exception {
    server.close();
    server =
        open(
            () -> {
              throw new IllegalStateException("the store is away");
            },
            () -> "fine");

    assertThat(get("sessions").statusCode()).isEqualTo(503);
    assertThat(get("status").body()).isEqualTo("fine");
  }

  /** They would keep all threads, and a balancer would take the node out. */
  @Test
  void clientsThatDoNotFinishTheirQuestionsHoldNobodyUp() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 10; i++) {
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.getOutputStream().write("GET /sess".getBytes(StandardCharsets.US_ASCII));
        slow.add(socket);
      }

      assertThat(get("sessions").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void anAddressThatIsTakenIsNamed() {
    assertThatThrownBy(() -> open(() -> "", () -> ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the administration endpoint cannot listen on")
        .hasMessageContaining(Integer.toString(address.getPort()));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + address.getPort() + "/" + path);
  }
}
