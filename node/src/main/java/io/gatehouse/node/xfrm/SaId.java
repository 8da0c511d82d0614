package io.gatehouse.node.xfrm;

import io.gatehouse.node.netlink.PayloadReader;
import io.gatehouse.node.netlink.PayloadWriter;
import java.net.InetAddress;

/**
 * What names an ESP state in the kernel (struct xfrm_usersa_id).
 *
 * @param destination outer address that its packets go to
 */
public record SaId(InetAddress destination, int spi) {

  void write(PayloadWriter to) {
    XfrmAddress.write(to, destination);
    to.be32(spi).u16(XfrmAddress.family(destination)).u8(Xfrm.IPPROTO_ESP).u8(0);
  }

  static SaId read(PayloadReader from) {
    byte[] destination = from.octets(XfrmAddress.LENGTH);
    int spi = from.be32();
    int family = from.u16();
    from.skip(2);
    return new SaId(XfrmAddress.of(destination, family), spi);
  }

  @Override
  public String toString() {
    return "%08x to %s".formatted(spi, destination.getHostAddress());
  }
}
