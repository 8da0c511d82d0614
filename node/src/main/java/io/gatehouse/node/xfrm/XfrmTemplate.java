package io.gatehouse.node.xfrm;

import io.gatehouse.node.netlink.PayloadReader;
import io.gatehouse.node.netlink.PayloadWriter;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Which ESP state in tunnel mode packets must have come through, or have to go through (struct
 * xfrm_user_tmpl).
 *
 * @param source outer address; the unspecified one is any
 * @param destination outer address of the same family
 * @param spi 0 for any
 * @param reqid of the state
 */
public record XfrmTemplate(InetAddress source, InetAddress destination, int spi, int reqid) {

  private static final int ANY_ALGORITHM = -1;

  void write(PayloadWriter to) {
    XfrmAddress.write(to, destination);
    to.be32(spi).u8(Xfrm.IPPROTO_ESP).zeros(3);
    to.u16(XfrmAddress.family(destination)).zeros(2);
    XfrmAddress.write(to, source);
    to.u32(reqid).u8(Xfrm.XFRM_MODE_TUNNEL).zeros(3);
    to.u32(ANY_ALGORITHM).u32(ANY_ALGORITHM).u32(ANY_ALGORITHM);
  }

  /** Nothing for another protocol or mode. */
  static Optional<XfrmTemplate> read(PayloadReader from) {
    PayloadReader template = from.part("a template", Xfrm.TEMPLATE);
    byte[] destination = template.octets(XfrmAddress.LENGTH);
    int spi = template.be32();
    int protocol = template.u8();
    int family = template.skip(3).u16();
    byte[] source = template.skip(2).octets(XfrmAddress.LENGTH);
    int reqid = template.u32();
    int mode = template.u8();
    return protocol == Xfrm.IPPROTO_ESP && mode == Xfrm.XFRM_MODE_TUNNEL
        ? Optional.of(
            new XfrmTemplate(
                XfrmAddress.of(source, family), XfrmAddress.of(destination, family), spi, reqid))
        : Optional.empty();
  }
}
