package io.gatehouse.node.net;

import io.netty.channel.ChannelException;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A descriptor that this process was started with.
 *
 * @param name what systemd calls it
 */
public record InheritedSocket(int descriptor, String name) {

  // asm-generic/socket.h, linux/in.h and asm-generic/fcntl.h
  private static final int SOL_SOCKET = 1;
  private static final int SO_PROTOCOL = 38;
  private static final int IPPROTO_UDP = 17;
  private static final int O_NONBLOCK = 04000;

  private static final String FLAGS = "flags:";
  private static final int OCTAL = 8;

  /**
   * Where it is bound.
   *
   * @throws ListenException when it is no UDP socket that can be used
   */
  InetSocketAddress address() {
    requireUdp();
    requireNonBlocking();
    return new Socket(descriptor).localAddress();
  }

  private void requireUdp() {
    try {
      if (new Socket(descriptor).getIntOpt(SOL_SOCKET, SO_PROTOCOL) == IPPROTO_UDP) {
        return;
      }
    } catch (IOException | ChannelException e) {
      throw new ListenException(this + " is no socket: " + e.getMessage());
    }
    throw new ListenException(
        this + " is no UDP socket: expected ListenDatagram= with an address and a port");
  }

  /** A thread that reads many sockets must not wait for one. */
  private void requireNonBlocking() {
    Path information = Path.of("/proc/self/fdinfo/" + descriptor);
    try (Stream<String> lines = Files.lines(information)) {
      boolean nonBlocking =
          lines
              .filter(line -> line.startsWith(FLAGS))
              .mapToLong(line -> Long.parseLong(line.substring(FLAGS.length()).strip(), OCTAL))
              .anyMatch(flags -> (flags & O_NONBLOCK) != 0);
      if (!nonBlocking) {
        throw new ListenException(this + " blocks: set NonBlocking=yes in the service's unit");
      }
    } catch (IOException e) {
      throw new ListenException(this + ": " + information + " cannot be read: " + e.getMessage());
    }
  }

  @Override
  public String toString() {
    return "descriptor " + descriptor + " from systemd (" + name + ")";
  }
}
