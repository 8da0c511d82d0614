package io.gatehouse.endtoend.measure;

import io.gatehouse.client.tunnel.EchoStream.Echo;
import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Namespace;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One TCP connection through a tunnel, on which a number goes forth and back 20 times a second. */
public final class TcpStream implements AutoCloseable {
  private static final int PORT = 7007;
  private static final Duration INTERVAL = Duration.ofMillis(50);
  private static final int CONNECT_MILLIS = 10_000;
  private static final int WAITING = 10;

  private final Socket socket;
  private final List<Echo> echoes = new ArrayList<>();

  private TcpStream(Socket socket) {
    this.socket = socket;
  }

  /** Sends back whatever comes, on the host behind the headend. */
  public static ServerSocket serve(Namespace inside) {
    ServerSocket listener =
        inside.call(
            () -> new ServerSocket(PORT, WAITING, InetAddress.getByName(Addresses.INSIDE_HOST)));
    Thread _ = Thread.ofVirtual().name("tcp-echo").start(() -> accept(listener));
    return listener;
  }

  private static void accept(ServerSocket listener) {
    try {
      while (true) {
        Socket accepted = listener.accept();
        Thread _ = Thread.ofVirtual().start(() -> sendBack(accepted));
      }
    } catch (IOException e) {
      if (!listener.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void sendBack(Socket accepted) {
    try (accepted) {
      accepted.setTcpNoDelay(true);
      accepted.getInputStream().transferTo(accepted.getOutputStream());
    } catch (IOException e) {
      // The client is gone, which is how all connections end here.
    }
  }

  /** Connects from a client host, through whatever tunnel it has. */
  public static TcpStream open(Namespace client) {
    TcpStream stream = new TcpStream(client.call(TcpStream::connected));
    Thread _ = Thread.ofVirtual().name("tcp-stream-sender").start(stream::send);
    Thread _ = Thread.ofVirtual().name("tcp-stream-receiver").start(stream::receive);
    return stream;
  }

  private static Socket connected() throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(Addresses.INSIDE_HOST, PORT), CONNECT_MILLIS);
    socket.setTcpNoDelay(true);
    return socket;
  }

  private void send() {
    try {
      DataOutputStream output = new DataOutputStream(socket.getOutputStream());
      while (!socket.isClosed()) {
        output.writeInt(begin());
        Thread.sleep(INTERVAL);
      }
    } catch (IOException e) {
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void receive() {
    try {
      DataInputStream input = new DataInputStream(socket.getInputStream());
      while (true) {
        answered(input.readInt());
      }
    } catch (IOException e) {
      close();
    }
  }

  private synchronized int begin() {
    echoes.add(new Echo(System.nanoTime(), Optional.empty()));
    return echoes.size() - 1;
  }

  private synchronized void answered(int index) {
    echoes.set(index, new Echo(echoes.get(index).sent(), Optional.of(System.nanoTime())));
  }

  /** The longest time that a number was on its way, of those sent since then. */
  public synchronized Duration longestDelay(long begin) {
    long now = System.nanoTime();
    return echoes.stream()
        .filter(echo -> echo.sent() >= begin)
        .map(echo -> Duration.ofNanos(echo.answered().orElse(now) - echo.sent()))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  public boolean isOpen() {
    return !socket.isClosed();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
