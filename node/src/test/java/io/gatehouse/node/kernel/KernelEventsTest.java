package io.gatehouse.node.kernel;

import static io.gatehouse.node.kernel.KernelFixtures.CLIENT_OUTSIDE;
import static io.gatehouse.node.kernel.KernelFixtures.HEADEND_OUTSIDE;
import static io.gatehouse.node.kernel.KernelFixtures.PORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.node.metrics.Counters;
import io.gatehouse.node.namespace.NetworkNamespace;
import io.gatehouse.node.netlink.Acknowledgement;
import io.gatehouse.node.netlink.NetlinkListener;
import io.gatehouse.node.netlink.NetlinkRequest;
import io.gatehouse.node.route.Reachability;
import io.gatehouse.node.xfrm.PolicyDirection;
import io.gatehouse.node.xfrm.PolicyMessage;
import io.gatehouse.node.xfrm.Prefix;
import io.gatehouse.node.xfrm.XfrmPolicy;
import io.gatehouse.node.xfrm.XfrmSelector;
import io.gatehouse.node.xfrm.XfrmSocket;
import io.gatehouse.node.xfrm.XfrmTemplate;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the kernel tells, without any ESP. */
class KernelEventsTest {

  private static final int XFRMNLGRP_POLICY = 4;
  private static final int TOO_SMALL = 1 << 12;
  private static final Prefix EVERYTHING = new Prefix(InetAddress.ofLiteral("0.0.0.0"), 0);
  private static final Reachability NOBODY =
      new Reachability() {
        @Override
        public void gained(InetAddress address) {}

        @Override
        public void lost(InetAddress address) {}
      };

  private final Tags tags = new Tags(Set.of(HEADEND_OUTSIDE), PORT);
  private final RecordedEvents events = new RecordedEvents();
  private final Counters<KernelEvent> counters = new Counters<>(KernelEvent.class);

  /** These policies are nobody's, which the comparison finds. */
  @Test
  void whatIsKnownIsComparedAfterALossOfEvents() throws Exception {
    try (NetworkNamespace namespace = NetworkNamespace.make("events");
        XfrmSocket socket = namespace.call(XfrmSocket::open);
        NetlinkListener listener =
            namespace.call(() -> XfrmSocket.listen(TOO_SMALL, List.of(XFRMNLGRP_POLICY)))) {
      assertThat(socket.requests(IntStream.range(0, 500).mapToObj(KernelEventsTest::add).toList()))
          .allMatch(Acknowledgement::success);
      SaDatabase database = database(socket);
      SaLimits limits = new SaLimits(database, events, counters);
      KernelPoll poll =
          new KernelPoll(socket, tags, database, limits, events, counters, Clock.systemUTC());

      new KernelEvents(
              listener, tags, KernelFixtures.HEADEND, database, limits, poll, events, counters)
          .start();

      await().until(() -> socket.policies().isEmpty());
      poll.close();
      assertThat(counters.snapshot().get(KernelEvent.EVENTS_LOST)).isPositive();
    }
  }

  private SaDatabase database(XfrmSocket socket) {
    return new SaDatabase(
        new KernelStates(socket),
        InboundSpis.open(Optional.empty(), List.of(), events, false),
        NOBODY,
        new SaLayout(64, false, OptionalInt.empty()),
        Clock.systemUTC());
  }

  private static NetlinkRequest add(int host) {
    Prefix client = Prefix.only(InetAddress.ofLiteral("10.99." + host / 256 + "." + host % 256));
    XfrmTemplate template = new XfrmTemplate(HEADEND_OUTSIDE, CLIENT_OUTSIDE, 7, 0x100);
    return PolicyMessage.add(
        XfrmPolicy.of(PolicyDirection.OUT, XfrmSelector.between(EVERYTHING, client), 1, template));
  }
}
