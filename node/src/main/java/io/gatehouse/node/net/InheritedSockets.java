package io.gatehouse.node.net;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The sockets that systemd holds, and hands over to each process that it starts: sd_listen_fds(3).
 * While there is no process they stay bound, and the kernel takes ESP out of them.
 */
public record InheritedSockets(List<InheritedSocket> sockets) {

  /** A process that was started without any. */
  public static final InheritedSockets NONE = new InheritedSockets(List.of());

  // systemd/sd-daemon.h
  private static final int SD_LISTEN_FDS_START = 3;

  private static final int MOST = 1_024;
  private static final String UNNAMED = "unknown";

  public InheritedSockets {
    sockets = List.copyOf(sockets);
  }

  /**
   * Those of this process.
   *
   * @throws ListenException when the environment contradicts itself
   */
  public static InheritedSockets ofThisProcess() {
    return of(System.getenv(), ProcessHandle.current().pid());
  }

  static InheritedSockets of(Map<String, String> environment, long process) {
    // They are for the process that is named: one that it starts inherits the variables too.
    if (!environment.getOrDefault("LISTEN_PID", "").equals(Long.toString(process))) {
      return NONE;
    }
    int count = count(environment.getOrDefault("LISTEN_FDS", ""));
    List<String> names = names(environment.getOrDefault("LISTEN_FDNAMES", ""), count);
    List<InheritedSocket> sockets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sockets.add(new InheritedSocket(SD_LISTEN_FDS_START + i, names.get(i)));
    }
    return new InheritedSockets(sockets);
  }

  private static int count(String text) {
    try {
      int count = Integer.parseInt(text);
      if (count >= 0 && count <= MOST) {
        return count;
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    throw new ListenException(
        "LISTEN_FDS is \"%s\"; expected a number from 0 to %d".formatted(text, MOST));
  }

  private static List<String> names(String text, int count) {
    if (text.isEmpty()) {
      return Collections.nCopies(count, UNNAMED);
    }
    List<String> names = List.of(text.split(":", -1));
    if (names.size() != count) {
      throw new ListenException(
          "LISTEN_FDNAMES has %d names, and LISTEN_FDS says %d".formatted(names.size(), count));
    }
    return names;
  }

  boolean isEmpty() {
    return sockets.isEmpty();
  }

  /**
   * The socket for each address. There is exactly one for each of them and none for others: a
   * socket that only this process has would end with it, and one that nobody reads would swallow
   * what is sent to it.
   *
   * @throws ListenException when that is not so
   */
  Map<InetSocketAddress, InheritedSocket> matching(List<InetSocketAddress> addresses) {
    Map<InetSocketAddress, InheritedSocket> bound = byAddress();
    Map<InetSocketAddress, InheritedSocket> matching = new LinkedHashMap<>();
    for (InetSocketAddress address : addresses) {
      matching.put(
          address, Optional.ofNullable(bound.remove(address)).orElseThrow(() -> none(address)));
    }
    bound.forEach(
        (address, socket) -> {
          throw surplus(socket, address, addresses);
        });
    return matching;
  }

  private static ListenException none(InetSocketAddress wanted) {
    return new ListenException(
        "systemd hands over sockets, but none for %s: add ListenDatagram=%s to the socket unit"
            .formatted(text(wanted), unit(wanted)));
  }

  private static ListenException surplus(
      InheritedSocket socket, InetSocketAddress address, List<InetSocketAddress> expected) {
    return new ListenException(
        "%s is for %s, which is not in the settings; they have %s"
            .formatted(
                socket,
                text(address),
                expected.stream().map(InheritedSockets::text).collect(Collectors.joining(", "))));
  }

  private Map<InetSocketAddress, InheritedSocket> byAddress() {
    Map<InetSocketAddress, InheritedSocket> bound = new LinkedHashMap<>();
    for (InheritedSocket socket : sockets) {
      InheritedSocket other = bound.put(socket.address(), socket);
      if (other != null) {
        throw new ListenException(
            "%s and %s are for the same address, %s"
                .formatted(other, socket, text(socket.address())));
      }
    }
    return bound;
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + " UDP port " + address.getPort();
  }

  /** As systemd.socket(5) spells it. */
  private static String unit(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
