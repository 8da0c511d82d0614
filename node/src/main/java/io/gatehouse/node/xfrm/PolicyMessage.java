package io.gatehouse.node.xfrm;

import io.gatehouse.node.netlink.Attributes;
import io.gatehouse.node.netlink.NetlinkMessage;
import io.gatehouse.node.netlink.NetlinkRequest;
import io.gatehouse.node.netlink.PayloadReader;
import io.gatehouse.node.netlink.PayloadWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Requests about policies, and policies as the kernel shows them. */
public final class PolicyMessage {

  private static final int ALLOW = 0;
  private static final int USAGE = 32;
  private static final int FILL = 4;

  private PolicyMessage() {}

  /** Adds a policy; the kernel refuses when there is one for its selector (EEXIST). */
  public static NetlinkRequest add(XfrmPolicy policy) {
    return NetlinkRequest.acknowledged(Xfrm.XFRM_MSG_NEWPOLICY, 0, w -> write(w, policy));
  }

  /** Puts a policy in place of the one for its selector, if there is one. */
  public static NetlinkRequest put(XfrmPolicy policy) {
    return NetlinkRequest.acknowledged(Xfrm.XFRM_MSG_UPDPOLICY, 0, w -> write(w, policy));
  }

  /** The kernel refuses when there is none (ENOENT). */
  public static NetlinkRequest delete(XfrmPolicy.Key key) {
    return NetlinkRequest.acknowledged(
        Xfrm.XFRM_MSG_DELPOLICY,
        0,
        w -> {
          key.selector().write(w);
          w.u32(0).u8(key.direction().number()).zeros(3);
          writeScope(w, key.mark(), key.interfaceId());
        });
  }

  static NetlinkRequest list() {
    return NetlinkRequest.of(
        Xfrm.XFRM_MSG_GETPOLICY,
        NetlinkRequest.NLM_F_REQUEST | NetlinkRequest.NLM_F_DUMP,
        w -> w.zeros(Xfrm.SELECTOR + 8));
  }

  private static void write(PayloadWriter to, XfrmPolicy policy) {
    policy.selector().write(to);
    Lifetime.ENDLESS.write(to);
    to.zeros(USAGE).u32(policy.priority()).u32(0);
    to.u8(policy.direction().number()).u8(ALLOW).zeros(2).zeros(FILL);
    to.attribute(Xfrm.XFRMA_TMPL, policy.template()::write);
    writeScope(to, policy.mark(), policy.interfaceId());
  }

  private static void writeScope(PayloadWriter to, Optional<Mark> mark, OptionalInt interfaceId) {
    mark.ifPresent(m -> to.attribute(Xfrm.XFRMA_MARK, m::write));
    interfaceId.ifPresent(id -> to.u32Attribute(Xfrm.XFRMA_IF_ID, id));
  }

  /**
   * Reads a message that begins with struct xfrm_userpolicy_info.
   *
   * @return nothing for a policy that asks for something else than one ESP state in tunnel mode
   */
  public static Optional<XfrmPolicy> read(NetlinkMessage message) {
    PayloadReader payload = message.payload();
    PayloadReader selector = payload.part("a selector", Xfrm.SELECTOR);
    Lifetime _ = Lifetime.read(payload);
    int priority = payload.skip(USAGE).u32();
    int direction = payload.skip(Integer.BYTES).u8();
    int action = payload.u8();
    Attributes attributes = payload.skip(2 + FILL).attributes();
    List<XfrmTemplate> templates =
        attributes.find(Xfrm.XFRMA_TMPL).stream().flatMap(PolicyMessage::templates).toList();
    boolean ofOurKind =
        templates.size() == 1 && action == ALLOW && direction <= PolicyDirection.FORWARD.number();
    return ofOurKind
        ? Optional.of(
            new XfrmPolicy(
                PolicyDirection.of(direction),
                XfrmSelector.read(selector),
                priority,
                templates.getFirst(),
                attributes.find(Xfrm.XFRMA_MARK).map(Mark::read),
                attributes.find(Xfrm.XFRMA_IF_ID).stream()
                    .mapToInt(PayloadReader::u32)
                    .findFirst()))
        : Optional.empty();
  }

  /** One when there is just one and it is of our kind; else none, or several. */
  private static Stream<XfrmTemplate> templates(PayloadReader from) {
    return from.remaining() == Xfrm.TEMPLATE ? XfrmTemplate.read(from).stream() : Stream.of();
  }
}
