package io.gatehouse.node.xfrm;

import io.gatehouse.node.netlink.Attributes;
import io.gatehouse.node.netlink.NetlinkMessage;
import io.gatehouse.node.netlink.NetlinkRequest;
import io.gatehouse.node.netlink.PayloadReader;
import io.gatehouse.node.netlink.PayloadWriter;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/** Requests about ESP states, and states as the kernel shows them. */
public final class StateMessage {

  private static final int USAGE = 32;
  private static final int FILL = 7;
  private static final int ANY_MARK_BIT = -1;

  private StateMessage() {}

  /** Adds a state; the kernel refuses when it is there already (EEXIST). */
  public static NetlinkRequest add(EspState state) {
    return NetlinkRequest.acknowledged(Xfrm.XFRM_MSG_NEWSA, 0, w -> write(w, state));
  }

  /**
   * Changes encapsulation and limits of a state that is there, and nothing else, or puts it in
   * place of one that was only reserved. The kernel refuses when there is none (ESRCH).
   */
  public static NetlinkRequest update(EspState state) {
    return NetlinkRequest.acknowledged(Xfrm.XFRM_MSG_UPDSA, 0, w -> write(w, state));
  }

  /** The kernel refuses when there is none (ESRCH). */
  public static NetlinkRequest delete(SaId id) {
    return NetlinkRequest.acknowledged(Xfrm.XFRM_MSG_DELSA, 0, id::write);
  }

  /** Likewise, of a state for marked packets: without its mark the kernel does not find it. */
  public static NetlinkRequest delete(SaId id, Mark mark) {
    return NetlinkRequest.acknowledged(Xfrm.XFRM_MSG_DELSA, 0, w -> writeName(w, id, mark));
  }

  static NetlinkRequest get(SaId id) {
    return NetlinkRequest.of(Xfrm.XFRM_MSG_GETSA, NetlinkRequest.NLM_F_REQUEST, id::write);
  }

  static NetlinkRequest get(SaId id, Mark mark) {
    return NetlinkRequest.of(
        Xfrm.XFRM_MSG_GETSA, NetlinkRequest.NLM_F_REQUEST, w -> writeName(w, id, mark));
  }

  private static void writeName(PayloadWriter to, SaId id, Mark mark) {
    id.write(to);
    to.attribute(Xfrm.XFRMA_MARK, mark::write);
  }

  static NetlinkRequest list() {
    return NetlinkRequest.of(
        Xfrm.XFRM_MSG_GETSA,
        NetlinkRequest.NLM_F_REQUEST | NetlinkRequest.NLM_F_DUMP,
        w -> w.zeros(Xfrm.USERSA_INFO));
  }

  /** Reserves an SPI of the range, both ends included, as a state without keys. */
  static NetlinkRequest allocate(
      InetAddress source, InetAddress destination, int reqid, int least, int most) {
    return NetlinkRequest.of(
        Xfrm.XFRM_MSG_ALLOCSPI,
        NetlinkRequest.NLM_F_REQUEST,
        w -> {
          w.zeros(Xfrm.SELECTOR);
          writeAddresses(w, new SaId(destination, 0), source);
          w.zeros(64 + USAGE + Xfrm.STATS);
          w.u32(0).u32(reqid).u16(XfrmAddress.family(destination)).u8(Xfrm.XFRM_MODE_TUNNEL);
          w.zeros(2 + FILL).u32(least).u32(most);
        });
  }

  private static void write(PayloadWriter to, EspState state) {
    state
        .scope()
        .selector()
        .ifPresentOrElse(selector -> selector.write(to), () -> to.zeros(Xfrm.SELECTOR));
    writeAddresses(to, state.id(), state.source());
    state.lifetime().write(to);
    to.zeros(USAGE + Xfrm.STATS);
    to.u32(0).u32(state.reqid()).u16(XfrmAddress.family(state.id().destination()));
    to.u8(Xfrm.XFRM_MODE_TUNNEL).u8(0);
    to.u8(Xfrm.XFRM_STATE_AF_UNSPEC | (state.extendedSequenceNumbers() ? Xfrm.XFRM_STATE_ESN : 0));
    to.zeros(FILL);
    state.algorithm().write(to);
    state.encapsulation().ifPresent(ports -> to.attribute(Xfrm.XFRMA_ENCAP, ports::write));
    state.offload().ifPresent(card -> to.attribute(Xfrm.XFRMA_OFFLOAD_DEV, card::write));
    to.attribute(Xfrm.XFRMA_REPLAY_ESN_VAL, state.replay()::write);
    writeScope(to, state.scope());
    state.direction().ifPresent(d -> to.attribute(Xfrm.XFRMA_SA_DIR, d::write));
    state.mappingSeconds().ifPresent(s -> to.u32Attribute(Xfrm.XFRMA_MTIMER_THRESH, s));
    state.advancePackets().ifPresent(packets -> writeAdvances(to, packets));
    if (!state.usage().equals(Usage.NONE)) {
      to.attribute(Xfrm.XFRMA_LTIME_VAL, state.usage()::write);
    }
  }

  /** Whenever so many packets have passed, and at no other time. */
  private static void writeAdvances(PayloadWriter to, int packets) {
    to.u32Attribute(Xfrm.XFRMA_REPLAY_THRESH, packets);
    to.u32Attribute(Xfrm.XFRMA_ETIMER_THRESH, 0);
  }

  private static void writeScope(PayloadWriter to, EspState.Scope scope) {
    scope.mark().ifPresent(mark -> to.attribute(Xfrm.XFRMA_MARK, mark::write));
    scope.interfaceId().ifPresent(id -> to.u32Attribute(Xfrm.XFRMA_IF_ID, id));
    scope
        .outputMark()
        .ifPresent(
            mark -> {
              to.u32Attribute(Xfrm.XFRMA_SET_MARK, mark.value());
              to.u32Attribute(Xfrm.XFRMA_SET_MARK_MASK, mark.mask());
            });
  }

  /** struct xfrm_id and what follows it. */
  private static void writeAddresses(PayloadWriter to, SaId id, InetAddress source) {
    XfrmAddress.write(to, id.destination());
    to.be32(id.spi()).u8(Xfrm.IPPROTO_ESP).zeros(3);
    XfrmAddress.write(to, source);
  }

  /**
   * Reads a message that begins with struct xfrm_usersa_info.
   *
   * @return nothing for a state that is no ESP in tunnel mode with keys
   */
  public static Optional<EspState> read(NetlinkMessage message) {
    PayloadReader payload = message.payload();
    PayloadReader fixed = payload.part("a state", Xfrm.USERSA_INFO);
    return read(fixed, payload.attributes());
  }

  private static Optional<EspState> read(PayloadReader fixed, Attributes attributes) {
    PayloadReader selector = fixed.part("the selector of a state", Xfrm.SELECTOR);
    byte[] destination = fixed.octets(XfrmAddress.LENGTH);
    int spi = fixed.be32();
    int protocol = fixed.u8();
    byte[] source = fixed.skip(3).octets(XfrmAddress.LENGTH);
    Lifetime lifetime = Lifetime.read(fixed);
    Usage usage = Usage.read(fixed);
    int reqid = fixed.skip(Xfrm.STATS).skip(Integer.BYTES).u32();
    int family = fixed.u16();
    int mode = fixed.u8();
    int window = fixed.u8();
    int flags = fixed.u8();
    if (protocol != Xfrm.IPPROTO_ESP || mode != Xfrm.XFRM_MODE_TUNNEL) {
      return Optional.empty();
    }
    return EspAlgorithm.read(attributes)
        .map(
            algorithm ->
                new EspState(
                    new SaId(XfrmAddress.of(destination, family), spi),
                    XfrmAddress.of(source, family),
                    reqid,
                    algorithm,
                    attributes.find(Xfrm.XFRMA_ENCAP).flatMap(EncapsulationPorts::read),
                    (flags & Xfrm.XFRM_STATE_ESN) != 0,
                    replay(attributes, window),
                    lifetime,
                    usage,
                    attributes.find(Xfrm.XFRMA_LASTUSED).map(PayloadReader::u64).orElse(0L),
                    scope(selector, attributes),
                    attributes.find(Xfrm.XFRMA_SA_DIR).flatMap(SaDirection::read),
                    attributes.find(Xfrm.XFRMA_OFFLOAD_DEV).map(Offload::read),
                    number(attributes, Xfrm.XFRMA_MTIMER_THRESH),
                    OptionalInt.empty()));
  }

  private static EspState.Scope scope(PayloadReader selector, Attributes attributes) {
    return new EspState.Scope(
        XfrmSelector.readOptional(selector),
        attributes.find(Xfrm.XFRMA_MARK).map(Mark::read),
        outputMark(attributes),
        number(attributes, Xfrm.XFRMA_IF_ID));
  }

  private static Replay replay(Attributes attributes, int window) {
    return attributes
        .find(Xfrm.XFRMA_REPLAY_ESN_VAL)
        .map(Replay::read)
        .or(
            () ->
                attributes.find(Xfrm.XFRMA_REPLAY_VAL).map(from -> Replay.readShort(from, window)))
        .orElseGet(() -> Replay.fresh(0));
  }

  private static Optional<Mark> outputMark(Attributes attributes) {
    return attributes
        .find(Xfrm.XFRMA_SET_MARK)
        .map(
            value ->
                new Mark(
                    value.u32(),
                    attributes
                        .find(Xfrm.XFRMA_SET_MARK_MASK)
                        .map(PayloadReader::u32)
                        .orElse(ANY_MARK_BIT)));
  }

  private static OptionalInt number(Attributes attributes, int type) {
    return attributes.find(type).stream().mapToInt(PayloadReader::u32).findFirst();
  }
}
