package io.gatehouse.node.xfrm;

import io.gatehouse.node.netlink.NetlinkException.Malformed;
import io.gatehouse.node.netlink.PayloadReader;
import io.gatehouse.node.netlink.PayloadWriter;
import java.util.Optional;

/**
 * Which packets are meant (struct xfrm_selector): all of these must agree.
 *
 * @param destination of the same family as {@code source}
 * @param protocol IP protocol number, 0 for any
 * @param destinationPort of TCP, UDP and the like
 */
public record XfrmSelector(
    Prefix source,
    Prefix destination,
    int protocol,
    PortMask sourcePort,
    PortMask destinationPort) {

  private static final int AF_UNSPEC = 0;
  private static final int PADDING = 3;

  /** Interface and user, of which neither is asked. */
  private static final int REST = 8;

  /**
   * @throws IllegalArgumentException when source and destination are of different families
   */
  public XfrmSelector {
    if (XfrmAddress.family(source.address()) != XfrmAddress.family(destination.address())) {
      throw new IllegalArgumentException("a selector from " + source + " to " + destination);
    }
  }

  public static XfrmSelector between(Prefix source, Prefix destination) {
    return new XfrmSelector(source, destination, 0, PortMask.ANY, PortMask.ANY);
  }

  void write(PayloadWriter to) {
    XfrmAddress.write(to, destination.address());
    XfrmAddress.write(to, source.address());
    to.be16(destinationPort.port()).be16(destinationPort.mask());
    to.be16(sourcePort.port()).be16(sourcePort.mask());
    to.u16(XfrmAddress.family(source.address()));
    to.u8(destination.length()).u8(source.length()).u8(protocol).zeros(PADDING).zeros(REST);
  }

  /** Nothing for the selector of a state that takes packets of both address families. */
  static Optional<XfrmSelector> readOptional(PayloadReader from) {
    byte[] destination = from.octets(XfrmAddress.LENGTH);
    byte[] source = from.octets(XfrmAddress.LENGTH);
    PortMask destinationPort = new PortMask(from.be16(), from.be16());
    PortMask sourcePort = new PortMask(from.be16(), from.be16());
    int family = from.u16();
    int destinationLength = from.u8();
    int sourceLength = from.u8();
    int protocol = from.u8();
    from.skip(PADDING + REST);
    return family == AF_UNSPEC
        ? Optional.empty()
        : Optional.of(
            new XfrmSelector(
                prefix(source, sourceLength, family),
                prefix(destination, destinationLength, family),
                protocol,
                sourcePort,
                destinationPort));
  }

  /**
   * @throws Malformed also when it is for no address family
   */
  static XfrmSelector read(PayloadReader from) {
    return readOptional(from).orElseThrow(() -> new Malformed("a selector for no address family"));
  }

  private static Prefix prefix(byte[] octets, int length, int family) {
    try {
      return new Prefix(XfrmAddress.of(octets, family), length);
    } catch (IllegalArgumentException e) {
      throw new Malformed("a selector: " + e.getMessage());
    }
  }
}
