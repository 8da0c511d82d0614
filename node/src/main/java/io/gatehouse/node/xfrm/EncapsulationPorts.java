package io.gatehouse.node.xfrm;

import io.gatehouse.node.netlink.PayloadReader;
import io.gatehouse.node.netlink.PayloadWriter;
import java.util.Optional;

/** ESP in UDP (RFC 3948; struct xfrm_encap_tmpl): the ports on a state's packets. */
public record EncapsulationPorts(int source, int destination) {

  private static final int PADDING = 2;

  void write(PayloadWriter to) {
    to.u16(Xfrm.UDP_ENCAP_ESPINUDP).be16(source).be16(destination);
    to.zeros(PADDING).zeros(XfrmAddress.LENGTH);
  }

  /** Nothing for another kind of encapsulation. */
  static Optional<EncapsulationPorts> read(PayloadReader from) {
    return from.u16() == Xfrm.UDP_ENCAP_ESPINUDP
        ? Optional.of(new EncapsulationPorts(from.be16(), from.be16()))
        : Optional.empty();
  }
}
