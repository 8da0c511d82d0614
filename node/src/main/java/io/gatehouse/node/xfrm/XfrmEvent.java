package io.gatehouse.node.xfrm;

import io.gatehouse.node.netlink.NetlinkMessage;
import io.gatehouse.node.netlink.PayloadReader;
import java.net.InetSocketAddress;
import java.util.Optional;

/** What the kernel tells of its own accord. */
public sealed interface XfrmEvent {

  /** The groups of those who are told (enum xfrm_nlgroups). */
  int XFRMNLGRP_ACQUIRE = 1;

  int XFRMNLGRP_EXPIRE = 2;
  int XFRMNLGRP_AEVENTS = 5;
  int XFRMNLGRP_MAPPING = 8;

  /**
   * A state has come to a limit.
   *
   * @param hard whether the kernel has removed it
   */
  record Expired(SaId id, int reqid, Usage usage, boolean hard) implements XfrmEvent {}

  /** An authentic packet of a state came from another address or port than it was said to. */
  record Mapped(SaId id, int reqid, InetSocketAddress before, InetSocketAddress now)
      implements XfrmEvent {}

  /** The numbers of a state have moved on (XFRM_MSG_NEWAE). */
  record Advanced(SaId id, int reqid, Optional<Replay> replay, Optional<Usage> usage)
      implements XfrmEvent {}

  /** A packet met a policy whose state is not there. */
  record Acquired(SaId id) implements XfrmEvent {}

  /** Reads an event; nothing for a message of another kind, or about something else than ESP. */
  static Optional<XfrmEvent> read(NetlinkMessage message) {
    PayloadReader payload = message.payload();
    return switch (message.type()) {
      case Xfrm.XFRM_MSG_EXPIRE -> expired(payload);
      case Xfrm.XFRM_MSG_MAPPING -> Optional.of(mapped(payload));
      case Xfrm.XFRM_MSG_NEWAE -> Optional.of(advanced(payload));
      case Xfrm.XFRM_MSG_ACQUIRE -> acquired(payload);
      default -> Optional.empty();
    };
  }

  /** struct xfrm_user_expire. */
  private static Optional<XfrmEvent> expired(PayloadReader from) {
    PayloadReader state = from.part("a state", Xfrm.USERSA_INFO);
    boolean hard = from.u8() != 0;
    byte[] destination = state.skip(Xfrm.SELECTOR).octets(XfrmAddress.LENGTH);
    int spi = state.be32();
    int protocol = state.u8();
    state.skip(3 + XfrmAddress.LENGTH);
    Lifetime _ = Lifetime.read(state);
    Usage usage = Usage.read(state);
    int reqid = state.skip(Xfrm.STATS + Integer.BYTES).u32();
    int family = state.u16();
    return protocol == Xfrm.IPPROTO_ESP
        ? Optional.of(
            new Expired(new SaId(XfrmAddress.of(destination, family), spi), reqid, usage, hard))
        : Optional.empty();
  }

  /** struct xfrm_user_mapping. */
  private static XfrmEvent mapped(PayloadReader from) {
    SaId id = SaId.read(from);
    int family = XfrmAddress.family(id.destination());
    int reqid = from.u32();
    var before = XfrmAddress.read(from, family);
    var now = XfrmAddress.read(from, family);
    int portBefore = from.be16();
    int portNow = from.be16();
    return new Mapped(
        id, reqid, new InetSocketAddress(before, portBefore), new InetSocketAddress(now, portNow));
  }

  /** struct xfrm_aevent_id. */
  private static XfrmEvent advanced(PayloadReader from) {
    SaId id = SaId.read(from);
    int reqid = from.skip(XfrmAddress.LENGTH + Integer.BYTES).u32();
    var attributes = from.attributes();
    return new Advanced(
        id,
        reqid,
        attributes.find(Xfrm.XFRMA_REPLAY_ESN_VAL).map(Replay::read),
        attributes.find(Xfrm.XFRMA_LTIME_VAL).map(Usage::read));
  }

  /** struct xfrm_user_acquire; its policy's family is that of the packet, not of the state. */
  private static Optional<XfrmEvent> acquired(PayloadReader from) {
    byte[] destination = from.octets(XfrmAddress.LENGTH);
    int spi = from.be32();
    int protocol = from.u8();
    boolean version6 = false;
    for (int i = 4; i < destination.length; i++) {
      version6 |= destination[i] != 0;
    }
    return protocol == Xfrm.IPPROTO_ESP
        ? Optional.of(
            new Acquired(
                new SaId(
                    XfrmAddress.of(
                        destination, version6 ? XfrmAddress.AF_INET6 : XfrmAddress.AF_INET),
                    spi)))
        : Optional.empty();
  }
}
