package io.gatehouse.node.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.node.namespace.NetworkNamespace;
import io.gatehouse.node.netlink.NetlinkException.Malformed;
import io.gatehouse.node.netlink.NetlinkException.Refused;
import io.gatehouse.node.netlink.NetlinkListener.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Links and routes of this machine's kernel, in a network namespace. */
class NetlinkSocketTest {

  private static final int RTM_NEWLINK = 16;
  private static final int RTM_GETLINK = 18;
  private static final int RTM_NEWROUTE = 24;
  private static final int RTM_GETROUTE = 26;
  private static final int IFLA_IFNAME = 3;
  private static final int RTA_DST = 1;
  private static final int RTA_OIF = 4;
  private static final int RTMGRP_IPV4_ROUTE_GROUP = 7;
  private static final int AF_INET = 2;
  private static final int LOOPBACK = 1;

  private NetworkNamespace namespace;
  private NetlinkSocket socket;

  @BeforeEach
  void open() throws Exception {
    namespace = NetworkNamespace.make("netlink");
    socket = namespace.call(() -> NetlinkSocket.open(NetlinkFamily.NETLINK_ROUTE));
    namespace.exec("ip", "link", "set", "lo", "up");
  }

  @AfterEach
  void close() throws Exception {
    if (socket != null) {
      socket.close();
      namespace.close();
    }
  }

  @Test
  void oneThingIsAskedFor() {
    assertThat(socket.ask("lo", link("lo"), NetlinkSocketTest::name)).isEqualTo("lo");
  }

  @Test
  void whatTheKernelRefusesIsSaidInItsWords() {
    assertThatThrownBy(() -> socket.ask("eth9", link("eth9"), NetlinkSocketTest::name))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.errno()).isEqualTo(Errno.ENODEV))
        .hasMessage("eth9: No such device");

    Acknowledgement answer =
        socket.request(NetlinkRequest.acknowledged(RTM_NEWROUTE, 0, w -> route(w, 33, 0)));
    assertThat(answer.errno()).isEqualTo(Errno.EINVAL);
    assertThat(answer.reason()).isEqualTo("Invalid argument (Invalid prefix length)");
  }

  @Test
  void aBatchIsAnsweredOneByOneAndInOrder() {
    List<Acknowledgement> answers =
        socket.batch(List.of(route(1), route(2), route(1), unacknowledged(3)));

    assertThat(answers)
        .extracting(Acknowledgement::errno)
        .containsExactly(Errno.SUCCESS, Errno.SUCCESS, Errno.EEXIST, Errno.SUCCESS);
    assertThat(routes()).hasSize(3);
  }

  @Test
  void requestsWithoutEndAreCutIntoBatchesAndListedInManyParts() {
    List<Acknowledgement> answers =
        socket.requests(IntStream.rangeClosed(1, 3_000).mapToObj(i -> route(i)).toList());

    assertThat(answers).hasSize(3_000).allMatch(Acknowledgement::success);
    assertThat(routes()).hasSize(3_000).doesNotHaveDuplicates();
  }

  @Test
  void aBatchHasABound() {
    List<NetlinkRequest> many =
        IntStream.rangeClosed(0, NetlinkSocket.LARGEST_BATCH).mapToObj(i -> route(i)).toList();
    assertThatThrownBy(() -> socket.batch(many)).isInstanceOf(IllegalArgumentException.class);
  }

  /** The kernel begins no other listing for a socket on which one has not ended. */
  @Test
  void anotherListingFollowsOneThatCouldNotBeDecoded() {
    socket.requests(IntStream.rangeClosed(1, 1_000).mapToObj(i -> route(i)).toList());
    assertThatThrownBy(
            () ->
                socket.dump(
                    "routes",
                    listing(),
                    message -> {
                      throw new Malformed("no route");
                    }))
        .hasMessage("no route");
    assertThat(routes()).hasSize(1_000);
  }

  @Test
  void whatTheKernelTellsIsHeard() throws Exception {
    try (NetlinkListener listener = listener(1 << 20)) {
      assertThat(listener.next(0)).isEqualTo(new Received.Nothing());
      socket.request(route(5)).orThrow("route");
      assertThat(listener.next(10_000)).isInstanceOf(Received.Messages.class);
    }
  }

  @Test
  void whoListensTooSlowlyIsToldSo() throws Exception {
    try (NetlinkListener listener = listener(1 << 13)) {
      socket.requests(IntStream.rangeClosed(1, 1_000).mapToObj(i -> route(i)).toList());
      List<Received> heard = new ArrayList<>();
      for (Received next = listener.next(0);
          !(next instanceof Received.Nothing);
          next = listener.next(0)) {
        heard.add(next);
      }
      assertThat(heard).contains(new Received.Lost()).hasSizeLessThan(1_000);
    }
  }

  @Test
  void aListenerIsLetGoWhenItIsClosed() throws Exception {
    NetlinkListener listener = listener(1 << 20);
    CompletableFuture<Received> waiting = CompletableFuture.supplyAsync(() -> listener.next(-1));

    listener.close();

    assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(new Received.Closed());
    assertThat(listener.next(0)).isEqualTo(new Received.Closed());
  }

  @Test
  void aClosedSocketAsksNothing() {
    socket.close();
    assertThatThrownBy(() -> socket.request(route(1)))
        .isInstanceOf(Refused.class)
        .hasMessage("the socket of NETLINK_ROUTE is closed");
  }

  private NetlinkListener listener(int receiveBuffer) throws Exception {
    NetlinkSocket joined =
        namespace.call(() -> NetlinkSocket.open(NetlinkFamily.NETLINK_ROUTE, receiveBuffer));
    joined.join(RTMGRP_IPV4_ROUTE_GROUP);
    return NetlinkListener.on(joined);
  }

  private List<Integer> routes() {
    return socket
        .dump("routes", listing(), message -> message.payload().skip(12).attributes())
        .stream()
        .map(attributes -> attributes.find(RTA_DST).map(PayloadReader::be32).orElse(0))
        .filter(destination -> destination >>> 24 == 10)
        .toList();
  }

  private static NetlinkRequest listing() {
    return NetlinkRequest.of(
        RTM_GETROUTE,
        NetlinkRequest.NLM_F_REQUEST | NetlinkRequest.NLM_F_DUMP,
        w -> w.u8(AF_INET).zeros(11));
  }

  private static NetlinkRequest link(String name) {
    return NetlinkRequest.of(
        RTM_GETLINK,
        NetlinkRequest.NLM_F_REQUEST,
        w -> w.zeros(16).textAttribute(IFLA_IFNAME, name));
  }

  private static String name(NetlinkMessage message) {
    assertThat(message.type()).isEqualTo(RTM_NEWLINK);
    return message.payload().skip(16).attributes().require(IFLA_IFNAME).text();
  }

  private static NetlinkRequest route(int host) {
    return NetlinkRequest.acknowledged(
        RTM_NEWROUTE,
        NetlinkRequest.NLM_F_CREATE | NetlinkRequest.NLM_F_EXCL,
        w -> route(w, 32, host));
  }

  private static NetlinkRequest unacknowledged(int host) {
    return NetlinkRequest.of(
        RTM_NEWROUTE,
        NetlinkRequest.NLM_F_REQUEST | NetlinkRequest.NLM_F_CREATE,
        w -> route(w, 32, host));
  }

  /** struct rtmsg: the main table, protocol static, scope link, unicast. */
  private static void route(PayloadWriter to, int prefixLength, int host) {
    to.u8(AF_INET).u8(prefixLength).u8(0).u8(0).u8(254).u8(4).u8(253).u8(1).u32(0);
    to.attribute(RTA_DST, w -> w.be32(0x0A00_0000 | host)).u32Attribute(RTA_OIF, LOOPBACK);
  }
}
