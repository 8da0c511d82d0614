package io.gatehouse.node.kernel;

import io.gatehouse.node.xfrm.EspState;
import io.gatehouse.node.xfrm.XfrmPolicy;
import io.gatehouse.node.xfrm.XfrmTemplate;
import java.net.InetAddress;
import java.util.Set;

/**
 * By what this plane's states and policies are told from those of others: ESP in UDP between an
 * address and the port that this node alone serves, and reqids that say whose they are.
 *
 * <p>The reqid of an inbound state is its session's number and one, so that policies take packets
 * of each of a session's CHILD SAs; that of an outbound state is the SPI of the inbound one.
 */
record Tags(Set<InetAddress> addresses, int port) {

  private static final int GENERATION_BITS = 8;
  private static final int LOWEST_SPI = 1 << GENERATION_BITS;

  Tags {
    addresses = Set.copyOf(addresses);
  }

  static int inboundReqid(int inboundSpi) {
    return (inboundSpi >>> GENERATION_BITS) + 1;
  }

  boolean isOurs(EspState state) {
    return isInbound(state) || isOutbound(state);
  }

  boolean isInbound(EspState state) {
    return addresses.contains(state.id().destination())
        && state.encapsulation().filter(ports -> ports.destination() == port).isPresent()
        && state.reqid() == inboundReqid(state.id().spi());
  }

  boolean isOutbound(EspState state) {
    return addresses.contains(state.source())
        && state.encapsulation().filter(ports -> ports.source() == port).isPresent()
        && Integer.compareUnsigned(state.reqid(), LOWEST_SPI) >= 0;
  }

  /** The template of an inbound policy has this node's address, which the kernel never looks at. */
  boolean isOurs(XfrmPolicy policy) {
    XfrmTemplate template = policy.template();
    return policy.mark().isEmpty()
        && policy.interfaceId().isEmpty()
        && switch (policy.direction()) {
          case OUT ->
              addresses.contains(template.source())
                  && Integer.compareUnsigned(template.reqid(), LOWEST_SPI) >= 0
                  && template.spi() != 0;
          case IN, FORWARD ->
              addresses.contains(template.destination())
                  && template.source().isAnyLocalAddress()
                  && template.spi() == 0
                  && template.reqid() > 1;
        };
  }
}
