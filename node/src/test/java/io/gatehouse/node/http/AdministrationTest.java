package io.gatehouse.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdministrationTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private InetSocketAddress address = new InetSocketAddress(0);
  private Administration administration = open(() -> "the sessions\n", () -> "the status\n");

  @BeforeEach
  void freshPort() throws IOException {
    administration.close();
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = new InetSocketAddress(InetAddress.getLoopbackAddress(), free.getLocalPort());
    }
    administration = open(() -> "the sessions\n", () -> "");
  }

  private Administration open(Supplier<String> sessions, Supplier<String> status) {
    return Administration.open(
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
    administration.close();
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
    administration.close();
    administration =
        open(
            () -> {
              throw new IllegalStateException("the store is away");
            },
            () -> "fine");

    assertThat(get("sessions").statusCode()).isEqualTo(503);
    assertThat(get("status").body()).isEqualTo("fine");
  }

  @Test
  void anAddressThatIsTakenIsNamed() {
    assertThatThrownBy(() -> open(() -> "", () -> ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot listen on")
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
