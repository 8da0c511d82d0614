package io.gatehouse.cluster.membership;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection to the port of another process, over which nothing is said: its end tells of the
 * end of the process, because the kernel closes what a process leaves open. That alone is no proof.
 * It is one when the port then refuses connections, twice.
 *
 * <p>A process that is stopped, or a network that drops packets, ends no connection. A firewall
 * that rejects answers only what is sent, and nothing is sent. A full queue of connections drops
 * and does not refuse.
 */
final class HeldConnection implements AutoCloseable {

  private static final int CONNECT_MILLIS = 1_000;
  private static final Duration BETWEEN_PROBES = Duration.ofMillis(100);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  private final String host;
  private final int port;
  private final Runnable processEnded;
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable Socket current;

  private HeldConnection(String host, int port, Runnable processEnded) {
    this.host = host;
    this.port = port;
    this.processEnded = processEnded;
    this.thread =
        Thread.ofVirtual().name("process-watch-" + host + ":" + port).unstarted(this::watch);
  }

  /**
   * @param processEnded is called once, on a thread of its own, when the process has ended
   */
  static HeldConnection hold(String host, int port, Runnable processEnded) {
    HeldConnection connection = new HeldConnection(host, port, processEnded);
    connection.thread.start();
    return connection;
  }

  private void watch() {
    try {
      while (!closed) {
        if (heldUntilItsEnd() && refuses() && refusesStill()) {
          if (!closed) {
            processEnded.run();
          }
          return;
        }
        Thread.sleep(BETWEEN_TRIES);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether there was a connection at all. */
  private boolean heldUntilItsEnd() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      current = socket;
      if (!closed) {
        readUntilItsEnd(socket);
      }
      return !closed;
    } catch (IOException _) {
      return false;
    }
  }

  /** A reset is an end as well. */
  private void readUntilItsEnd(Socket socket) {
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      return;
    }
  }

  private boolean refusesStill() throws InterruptedException {
    Thread.sleep(BETWEEN_PROBES);
    return refuses();
  }

  /** Only the answer of a living kernel without a listener there counts, no silence. */
  private boolean refuses() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      return false;
    } catch (ConnectException e) {
      // The JDK has the same exception for a time-out.
      return String.valueOf(e.getMessage()).startsWith("Connection refused");
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    Socket socket = current;
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException _) {
        // It is closed, whatever else.
        return;
      }
    }
  }
}
