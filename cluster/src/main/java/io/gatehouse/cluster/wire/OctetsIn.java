package io.gatehouse.cluster.wire;

import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.octets.Octets;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link OctetsOut} wrote. What a later version adds behind it is passed over. */
final class OctetsIn {

  private static final int LONGEST_DATAGRAM = 65_535;

  private final DataInputStream in;

  /**
   * @param octets with the version in front
   */
  OctetsIn(byte[] octets) {
    in = new DataInputStream(new ByteArrayInputStream(octets, 1, octets.length - 1));
  }

  Path path() throws IOException {
    return new Path(end(), end(), in.readUTF());
  }

  private InetSocketAddress end() throws IOException {
    byte[] address = new byte[in.readUnsignedByte()];
    in.readFully(address);
    return new InetSocketAddress(InetAddress.getByAddress(address), in.readUnsignedShort());
  }

  List<Octets> datagrams() throws IOException {
    int count = in.readUnsignedShort();
    List<Octets> datagrams = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      datagrams.add(datagram());
    }
    return datagrams;
  }

  Octets datagram() throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST_DATAGRAM) {
      throw new IOException("a datagram of " + length + " octets");
    }
    byte[] datagram = new byte[length];
    in.readFully(datagram);
    return Octets.owned(datagram);
  }
}
