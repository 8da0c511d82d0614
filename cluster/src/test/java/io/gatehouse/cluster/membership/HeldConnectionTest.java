package io.gatehouse.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeldConnectionTest {

  private static final Duration A_WHILE = Duration.ofSeconds(3);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final ServerSocket listener;
  private final AtomicInteger ended = new AtomicInteger();
  private final HeldConnection connection;

  HeldConnectionTest() throws IOException {
    listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    connection = HeldConnection.hold("127.0.0.1", listener.getLocalPort(), ended::incrementAndGet);
  }

  @AfterEach
  void close() throws IOException {
    connection.close();
    listener.close();
  }

  @Test
  void theEndOfTheConnectionAndOfTheListenerIsTheEndOfTheProcess() throws IOException {
    Socket held = listener.accept();

    listener.close();
    held.close();

    await().atMost(LIMIT).until(() -> ended.get() == 1);
  }

  @Test
  void aResetIsAnEndAsWell() throws IOException {
    Socket held = listener.accept();
    held.setSoLinger(true, 0);

    listener.close();
    held.close();

    await().atMost(LIMIT).until(() -> ended.get() == 1);
  }

  @Test
  void aProcessThatOnlyEndsTheConnectionIsConnectedToAgain() throws IOException {
    listener.accept().close();

    try (Socket again = listener.accept()) {
      assertThat(again.isConnected()).isTrue();
      assertThat(ended).hasValue(0);
    }
  }

  @Test
  void aProcessThatOnlyListensNoMoreHasNotEnded() throws IOException {
    try (Socket held = listener.accept()) {
      listener.close();

      assertThat(held.isConnected()).isTrue();
      nothingIsReported();
    }
  }

  @Test
  void aProcessThatWasNeverSeenHasNotEnded() throws IOException {
    int free;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = closed.getLocalPort();
    }
    try (HeldConnection never = HeldConnection.hold("127.0.0.1", free, ended::incrementAndGet)) {
      assertThat(never).isNotNull();
      nothingIsReported();
    }
  }

  @Test
  void afterItsCloseNothingIsReported() throws IOException {
    Socket held = listener.accept();

    connection.close();
    listener.close();
    held.close();

    nothingIsReported();
  }

  private void nothingIsReported() {
    await().during(A_WHILE).atMost(LIMIT).until(() -> ended.get() == 0);
  }
}
