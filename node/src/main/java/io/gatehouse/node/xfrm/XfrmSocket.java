package io.gatehouse.node.xfrm;

import io.gatehouse.node.netlink.Acknowledgement;
import io.gatehouse.node.netlink.Errno;
import io.gatehouse.node.netlink.NetlinkException;
import io.gatehouse.node.netlink.NetlinkException.Refused;
import io.gatehouse.node.netlink.NetlinkFamily;
import io.gatehouse.node.netlink.NetlinkListener;
import io.gatehouse.node.netlink.NetlinkRequest;
import io.gatehouse.node.netlink.NetlinkSocket;
import io.gatehouse.node.netlink.PayloadWriter;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * The states and policies of the kernel. Methods throw {@link NetlinkException} when the kernel
 * refuses. Safe for several threads.
 */
public final class XfrmSocket implements AutoCloseable {

  private static final int ALL_INFORMATION = -1;

  private final NetlinkSocket socket;

  private XfrmSocket(NetlinkSocket socket) {
    this.socket = socket;
  }

  /**
   * Opens it in the network namespace of the thread.
   *
   * @throws Refused when the kernel has no XFRM
   */
  public static XfrmSocket open() {
    return new XfrmSocket(NetlinkSocket.open(NetlinkFamily.NETLINK_XFRM));
  }

  /**
   * Hears what the kernel tells some of the groups of {@link XfrmEvent}, in the network namespace
   * of the thread.
   *
   * @param receiveBuffer octets of memory that may wait to be read
   */
  public static NetlinkListener listen(int receiveBuffer, List<Integer> groups) {
    NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.NETLINK_XFRM, receiveBuffer);
    try {
      groups.forEach(socket::join);
      return NetlinkListener.on(socket);
    } catch (NetlinkException e) {
      socket.close();
      throw e;
    }
  }

  /** Carries out requests of {@link StateMessage} and {@link PolicyMessage} in their order. */
  public List<Acknowledgement> requests(List<NetlinkRequest> requests) {
    return socket.requests(requests);
  }

  public Acknowledgement request(NetlinkRequest request) {
    return socket.request(request);
  }

  /** The state; empty when there is none, or no ESP in tunnel mode with keys. */
  public Optional<EspState> state(SaId id) {
    return state(id, StateMessage.get(id));
  }

  /** Likewise, of those for marked packets. */
  public Optional<EspState> state(SaId id, Mark mark) {
    return state(id, StateMessage.get(id, mark));
  }

  private Optional<EspState> state(SaId id, NetlinkRequest get) {
    try {
      return socket.ask("the state " + id, get, StateMessage::read);
    } catch (Refused refused) {
      if (refused.errno() == Errno.ESRCH) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  /** All ESP states in tunnel mode that have keys. */
  public List<EspState> states() {
    return socket.dump("the list of states", StateMessage.list(), StateMessage::read).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** All policies that ask for one ESP state in tunnel mode. */
  public List<XfrmPolicy> policies() {
    return socket.dump("the list of policies", PolicyMessage.list(), PolicyMessage::read).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Reserves an SPI from {@code least} to {@code most}, and returns it.
   *
   * @throws Refused when there is none left (ENOENT)
   */
  public int allocateSpi(
      InetAddress source, InetAddress destination, int reqid, int least, int most) {
    return socket.ask(
        "an SPI to " + destination.getHostAddress(),
        StateMessage.allocate(source, destination, reqid, least, most),
        message -> message.payload().skip(Xfrm.SELECTOR + XfrmAddress.LENGTH).be32());
  }

  /** How many states there are, of all kinds. */
  public int stateCount() {
    return socket.ask(
        "the number of states",
        NetlinkRequest.of(
            Xfrm.XFRM_MSG_GETSADINFO, NetlinkRequest.NLM_F_REQUEST, w -> w.u32(ALL_INFORMATION)),
        message ->
            message.payload().skip(Integer.BYTES).attributes().require(Xfrm.XFRMA_SAD_CNT).u32());
  }

  /**
   * Has policies found by a hash when their prefixes are at least so long, seen from this machine:
   * a policy from any address here to one address there needs no search if 0 and all bits are set.
   */
  public void setHashThresholds(Thresholds ipv4, Thresholds ipv6) {
    socket.request(thresholds(ipv4, ipv6)).orThrow("the hash thresholds of policies cannot be set");
  }

  /** Bits of a prefix, of this machine's side and of the other. */
  public record Thresholds(int local, int remote) {
    void write(PayloadWriter to) {
      to.u8(local).u8(remote);
    }
  }

  static NetlinkRequest thresholds(Thresholds ipv4, Thresholds ipv6) {
    return NetlinkRequest.acknowledged(
        Xfrm.XFRM_MSG_NEWSPDINFO,
        0,
        w ->
            w.u32(ALL_INFORMATION)
                .attribute(Xfrm.XFRMA_SPD_IPV4_HTHRESH, ipv4::write)
                .attribute(Xfrm.XFRMA_SPD_IPV6_HTHRESH, ipv6::write));
  }

  /** The thresholds that hold now: IPv4, then IPv6. */
  public List<Thresholds> hashThresholds() {
    return socket.ask(
        "the hash thresholds of policies",
        NetlinkRequest.of(
            Xfrm.XFRM_MSG_GETSPDINFO, NetlinkRequest.NLM_F_REQUEST, w -> w.u32(ALL_INFORMATION)),
        message -> {
          var attributes = message.payload().skip(Integer.BYTES).attributes();
          var ipv4 = attributes.require(Xfrm.XFRMA_SPD_IPV4_HTHRESH);
          var ipv6 = attributes.require(Xfrm.XFRMA_SPD_IPV6_HTHRESH);
          return List.of(
              new Thresholds(ipv4.u8(), ipv4.u8()), new Thresholds(ipv6.u8(), ipv6.u8()));
        });
  }

  @Override
  public void close() {
    socket.close();
  }
}
