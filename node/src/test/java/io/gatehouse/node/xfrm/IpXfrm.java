package io.gatehouse.node.xfrm;

import io.gatehouse.node.netlink.Captured;
import io.gatehouse.node.netlink.NetlinkMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Messages that were captured, by name. */
final class IpXfrm {

  private static final int HEADER = 16;

  private IpXfrm() {}

  static byte[] payload(String name) {
    return Captured.octets(line(name)[2]).array();
  }

  static int type(String name) {
    return Integer.parseInt(line(name)[1]);
  }

  static NetlinkMessage message(String name) {
    return message(type(name), payload(name));
  }

  static NetlinkMessage message(int type, byte[] payload) {
    ByteBuffer datagram = ByteBuffer.allocate(HEADER + payload.length);
    datagram.order(ByteOrder.nativeOrder()).putInt(HEADER + payload.length).putShort((short) type);
    return NetlinkMessage.split(datagram.position(HEADER).put(payload).flip()).getFirst();
  }

  private static String[] line(String name) {
    return text()
        .lines()
        .map(line -> line.split(" ", -1))
        .filter(words -> words[0].equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String text() {
    try (InputStream resource =
        Objects.requireNonNull(IpXfrm.class.getResourceAsStream("ip-xfrm.txt"))) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
