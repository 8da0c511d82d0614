package io.gatehouse.node.netlink;

import io.gatehouse.node.netlink.NetlinkException.Malformed;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One listing in several datagrams. A message that cannot be decoded fails at the end: the kernel
 * begins no other listing for a socket that has not read this one to its end.
 */
final class NetlinkDump<T> {

  /** More than there can be SPIs in use; a bound for what the kernel may make of us. */
  private static final int MOST_MESSAGES = 1 << 23;

  private final String what;
  private final int sequence;
  private final Function<NetlinkMessage, T> decode;
  private final List<T> results = new ArrayList<>();
  private Optional<NetlinkException> failure = Optional.empty();
  private boolean done;
  private boolean interrupted;

  NetlinkDump(String what, int sequence, Function<NetlinkMessage, T> decode) {
    this.what = what;
    this.sequence = sequence;
    this.decode = decode;
  }

  void read(ByteBuffer datagram) {
    for (NetlinkMessage message : NetlinkMessage.split(datagram)) {
      if (message.sequence() == sequence) {
        read(message);
      }
    }
  }

  private void read(NetlinkMessage message) {
    interrupted |= message.has(NetlinkMessage.NLM_F_DUMP_INTR);
    switch (message.type()) {
      case NetlinkMessage.NLMSG_NOOP -> {}
      case NetlinkMessage.NLMSG_ERROR, NetlinkMessage.NLMSG_DONE -> {
        done = true;
        Acknowledgement.read(message).orThrow(what);
      }
      default -> decode(message);
    }
  }

  private void decode(NetlinkMessage message) {
    if (failure.isPresent()) {
      return;
    }
    try {
      if (results.size() == MOST_MESSAGES) {
        throw new Malformed(what + ": more than " + MOST_MESSAGES + " messages");
      }
      results.add(decode.apply(message));
    } catch (NetlinkException e) {
      failure = Optional.of(e);
    }
  }

  boolean isDone() {
    return done;
  }

  /** Whether what is listed changed meanwhile, so that things may be missing or listed twice. */
  boolean isInterrupted() {
    return interrupted;
  }

  /** All of it, decoded. */
  List<T> result() {
    failure.ifPresent(
        e -> {
          throw e;
        });
    return results;
  }
}
