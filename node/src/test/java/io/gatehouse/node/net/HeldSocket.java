package io.gatehouse.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A UDP socket that stays open while those that it is handed to come and go, as with systemd. */
final class HeldSocket implements AutoCloseable {

  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_NONBLOCK = 04000;

  static {
    Native.register("c");
  }

  private final Socket socket;

  private HeldSocket(Socket socket) {
    this.socket = socket;
  }

  private static native int socket(int domain, int type, int protocol);

  private static native int dup(int descriptor);

  /** At a port that the system chooses. */
  static HeldSocket nonBlocking(InetAddress address) throws IOException {
    return bound(address, SOCK_DGRAM | SOCK_NONBLOCK);
  }

  static HeldSocket blocking(InetAddress address) throws IOException {
    return bound(address, SOCK_DGRAM);
  }

  private static HeldSocket bound(InetAddress address, int type) throws IOException {
    int descriptor = socket(address instanceof Inet6Address ? AF_INET6 : AF_INET, type, 0);
    assertThat(descriptor).isNotNegative();
    Socket socket = new Socket(descriptor);
    socket.bind(new InetSocketAddress(address, 0));
    return new HeldSocket(socket);
  }

  InetSocketAddress address() {
    return socket.localAddress();
  }

  int port() {
    return address().getPort();
  }

  /** A descriptor of its own for the same socket. */
  InheritedSocket handedOver() {
    return new InheritedSocket(dup(socket.intValue()), "gatehouse.socket");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
