package io.gatehouse.node.netlink;

import io.gatehouse.node.netlink.NetlinkException.Inconsistent;
import io.gatehouse.node.netlink.NetlinkException.Malformed;
import io.gatehouse.node.netlink.NetlinkException.Overrun;
import io.gatehouse.node.netlink.NetlinkException.Refused;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks the kernel, one question after the other. The kernel is done with a request when the system
 * call that sends it returns, and the answer waits then: a request costs two system calls, and
 * nobody is waited for. Safe for several threads.
 *
 * <p>It belongs to the network namespace of the thread that opened it.
 */
public final class NetlinkSocket implements AutoCloseable {

  /** Octets of requests that one system call may carry. */
  public static final int LONGEST_BATCH = 1 << 16;

  /** Requests in it: their acknowledgements fit the receive buffer, at 1 KiB of memory each. */
  public static final int LARGEST_BATCH = 512;

  private static final int RECEIVE_BUFFER = 1 << 20;
  private static final int DUMP_ATTEMPTS = 8;

  private final NetlinkFamily family;
  private final NetlinkEndpoint endpoint;
  private final ByteBuffer requests = NetlinkEndpoint.direct(LONGEST_BATCH);
  private int lastSequence;

  /** Whether there may be answers that nobody has read. */
  private boolean unread;

  private boolean closed;

  private NetlinkSocket(NetlinkFamily family, NetlinkEndpoint endpoint) {
    this.family = family;
    this.endpoint = endpoint;
  }

  /**
   * @throws Refused when there is no such family, or no more sockets
   */
  public static NetlinkSocket open(NetlinkFamily family) {
    return open(family, RECEIVE_BUFFER);
  }

  /**
   * @param receiveBuffer octets of memory that may wait to be read, for a socket that will be
   *     listened to
   * @throws Refused when there is no such family, or no more sockets
   */
  public static NetlinkSocket open(NetlinkFamily family, int receiveBuffer) {
    return new NetlinkSocket(family, NetlinkEndpoint.open(family, receiveBuffer));
  }

  /**
   * Receives from now on what the kernel tells the members of a group: for {@link
   * NetlinkListener#on}.
   *
   * @throws Refused when that is not permitted
   */
  public synchronized void join(int group) {
    requireOpen();
    endpoint.join(group);
  }

  /** Hands over the socket: nobody asks through it any more. */
  synchronized NetlinkEndpoint release() {
    requireOpen();
    closed = true;
    return endpoint;
  }

  /**
   * Carries out one request.
   *
   * @throws Overrun when the answer was lost
   */
  public Acknowledgement request(NetlinkRequest request) {
    return batch(List.of(request)).getFirst();
  }

  /**
   * Carries out requests in their order, in as few system calls as possible; one that fails stops
   * none behind it.
   *
   * @return the answers in the same order
   * @throws Overrun when answers were lost
   */
  public List<Acknowledgement> requests(List<NetlinkRequest> all) {
    List<Acknowledgement> answers = new ArrayList<>(all.size());
    List<NetlinkRequest> next = new ArrayList<>();
    int space = 0;
    for (NetlinkRequest request : all) {
      if (space + request.space() > LONGEST_BATCH || next.size() == LARGEST_BATCH) {
        answers.addAll(exchange(next, true));
        next.clear();
        space = 0;
      }
      next.add(request);
      space += request.space();
    }
    if (!next.isEmpty()) {
      answers.addAll(exchange(next, true));
    }
    return answers;
  }

  /**
   * Sends requests with one system call, and collects the answers in the same order. Without an
   * answer a request that asked for one was dropped together with another (ECANCELED), and one that
   * did not ask succeeded.
   *
   * @throws IllegalArgumentException when there are more than {@link #LARGEST_BATCH}, or longer
   *     ones than {@link #LONGEST_BATCH}
   * @throws Overrun when answers were lost
   */
  public List<Acknowledgement> batch(List<NetlinkRequest> batch) {
    return exchange(batch, false);
  }

  /**
   * @param independent whether each is carried out whatever becomes of the others: then the answer
   *     to the last says that those before it have succeeded, or failed already
   */
  private synchronized List<Acknowledgement> exchange(
      List<NetlinkRequest> batch, boolean independent) {
    requireOpen();
    int first = send(batch, independent);
    NetlinkAnswers answers = new NetlinkAnswers(batch, first, independent);
    while (!answers.areComplete()) {
      Optional<ByteBuffer> datagram = endpoint.receive();
      if (datagram.isEmpty()) {
        break;
      }
      answers.read(datagram.get());
    }
    unread = false;
    return answers.all();
  }

  /** Returns the sequence number of the first; the others follow it. */
  private int send(List<NetlinkRequest> batch, boolean lastAcknowledgedOnly) {
    int space = batch.stream().mapToInt(NetlinkRequest::space).sum();
    if (batch.isEmpty() || batch.size() > LARGEST_BATCH || space > LONGEST_BATCH) {
      throw new IllegalArgumentException(
          "a batch of " + batch.size() + " requests with " + space + " octets");
    }
    discardStale();
    unread = true;
    int first = lastSequence + 1;
    requests.clear();
    for (int i = 0; i < batch.size(); i++) {
      lastSequence++;
      boolean last = i == batch.size() - 1;
      batch.get(i).write(requests, lastSequence, last || !lastAcknowledgedOnly);
    }
    try {
      endpoint.send(requests.flip());
    } finally {
      // There may have been keys.
      requests.clear().put(new byte[space]);
    }
    return first;
  }

  /** Answers that nobody read, because of a failure; they would be mistaken for losses of now. */
  private void discardStale() {
    while (unread) {
      try {
        unread = endpoint.receive().isPresent();
      } catch (Overrun lost) {
        // What is left is read all the same.
        unread = true;
      }
    }
  }

  /**
   * Asks for one thing.
   *
   * @param decode reads the answer
   * @throws Refused when the kernel says no
   */
  public synchronized <T> T ask(
      String what, NetlinkRequest request, Function<NetlinkMessage, T> decode) {
    requireOpen();
    int sequence = send(List.of(request), false);
    for (Optional<ByteBuffer> datagram = endpoint.receive();
        datagram.isPresent();
        datagram = endpoint.receive()) {
      for (NetlinkMessage message : NetlinkMessage.split(datagram.get())) {
        if (message.sequence() == sequence) {
          if (message.type() == NetlinkMessage.NLMSG_ERROR) {
            Acknowledgement.read(message).orThrow(what);
          } else {
            return decode.apply(message);
          }
        }
      }
    }
    throw new Malformed(what + ": the kernel gave no answer");
  }

  /**
   * Lists everything of a kind. A listing that changed while it was read is read again.
   *
   * @param request with {@link NetlinkRequest#NLM_F_DUMP}
   * @param decode reads one message
   * @throws Refused when the kernel says no
   * @throws Inconsistent when the listing changes all the time
   * @throws Overrun when a part of it was lost
   */
  public synchronized <T> List<T> dump(
      String what, NetlinkRequest request, Function<NetlinkMessage, T> decode) {
    requireOpen();
    for (int attempt = 0; attempt < DUMP_ATTEMPTS; attempt++) {
      NetlinkDump<T> dump = new NetlinkDump<>(what, send(List.of(request), false), decode);
      while (!dump.isDone()) {
        ByteBuffer datagram =
            endpoint.receive().orElseThrow(() -> new Malformed(what + ": the listing has no end"));
        dump.read(datagram);
      }
      unread = false;
      if (!dump.isInterrupted()) {
        return dump.result();
      }
    }
    throw new Inconsistent(DUMP_ATTEMPTS);
  }

  private void requireOpen() {
    if (closed) {
      throw new Refused(Errno.ENODEV, "the socket of " + family + " is closed");
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      endpoint.close();
    }
  }
}
