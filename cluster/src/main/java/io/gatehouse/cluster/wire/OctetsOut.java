package io.gatehouse.cluster.wire;

import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.octets.Octets;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** The two messages that are sent for each datagram, without the names of their components. */
final class OctetsOut {

  private final ByteArrayOutputStream octets;
  private final DataOutputStream out;

  OctetsOut(int version, int likelyLength) {
    octets = new ByteArrayOutputStream(likelyLength);
    octets.write(version);
    out = new DataOutputStream(octets);
  }

  void path(Path path) throws IOException {
    end(path.local());
    end(path.remote());
    out.writeUTF(path.headend());
  }

  private void end(InetSocketAddress end) throws IOException {
    byte[] address = end.getAddress().getAddress();
    out.writeByte(address.length);
    out.write(address);
    out.writeShort(end.getPort());
  }

  void datagrams(List<Octets> datagrams) throws IOException {
    out.writeShort(datagrams.size());
    for (Octets datagram : datagrams) {
      datagram(datagram);
    }
  }

  void datagram(Octets datagram) throws IOException {
    out.writeInt(datagram.length());
    out.write(datagram.array());
  }

  byte[] toArray() {
    return octets.toByteArray();
  }
}
