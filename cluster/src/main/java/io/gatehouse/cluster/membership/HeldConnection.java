package io.gatehouse.cluster.membership;

import java.io.IOException;
import java.io.OutputStream;
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
  private static final int REFUSALS = 2;
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

  /** What came of one attempt to hold a connection. */
  private enum Attempt {
    /** There was a connection, and it has ended. */
    ENDED,
    /** The kernel there lives, and nobody listens. */
    REFUSED,
    /** Nothing can be said. */
    FAILED
  }

  /**
   * A process that ends may take connections until the last moment, which end as soon as they came
   * about.
   */
  private void watch() {
    try {
      boolean seenToEnd = false;
      int refusals = 0;
      while (!closed && refusals < REFUSALS) {
        Attempt attempt = hold();
        seenToEnd = attempt == Attempt.ENDED || (attempt == Attempt.REFUSED && seenToEnd);
        refusals = attempt == Attempt.REFUSED && seenToEnd ? refusals + 1 : 0;
        Thread.sleep(seenToEnd ? BETWEEN_PROBES : BETWEEN_TRIES);
      }
      if (!closed) {
        processEnded.run();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Attempt hold() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      current = socket;
      if (!closed) {
        readUntilItsEnd(socket);
      }
      return Attempt.ENDED;
    } catch (IOException e) {
      return whatFailureSays(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The JDK's exceptions have types for little of this: a time-out, which is silence, has the one
   * of a refusal. A reset, unlike a refusal, is only of a connection that the other side had taken.
   */
  private static Attempt whatFailureSays(String message) {
    if (message.startsWith("Connection reset")) {
      return Attempt.ENDED;
    }
    return message.startsWith("Connection refused") ? Attempt.REFUSED : Attempt.FAILED;
  }

  /** A reset is an end as well. */
  private void readUntilItsEnd(Socket socket) {
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      return;
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
