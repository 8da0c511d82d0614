package io.gatehouse.protocol.ike.wireshark;

import io.gatehouse.protocol.octets.Octets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The payloads of the UDP datagrams in a little-endian pcap or pcapng file of Ethernet frames. */
final class CaptureFile {

  private static final int PCAP = 0xa1b2c3d4;
  private static final int PCAP_HEADER = 24;
  private static final int PCAPNG_SECTION = 0x0a0d0d0a;
  private static final int PCAPNG_ENHANCED_PACKET = 6;
  private static final int ETHERNET_HEADER = 14;
  private static final int UDP_HEADER = 8;

  private CaptureFile() {}

  static List<Octets> datagrams(Path file) {
    return frames(file).stream().map(CaptureFile::datagram).toList();
  }

  private static List<Octets> frames(Path file) {
    try {
      ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      return switch (content.getInt(0)) {
        case PCAP -> pcap(content.position(PCAP_HEADER));
        case PCAPNG_SECTION -> pcapng(content);
        default -> throw new IllegalArgumentException(file + " is neither pcap nor pcapng");
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Octets> pcap(ByteBuffer content) {
    List<Octets> frames = new ArrayList<>();
    while (content.hasRemaining()) {
      int length = content.position(content.position() + 8).getInt();
      content.getInt();
      frames.add(take(content, length));
    }
    return frames;
  }

  private static List<Octets> pcapng(ByteBuffer content) {
    List<Octets> frames = new ArrayList<>();
    while (content.hasRemaining()) {
      int start = content.position();
      int type = content.getInt();
      int end = start + content.getInt();
      if (type == PCAPNG_ENHANCED_PACKET) {
        int length = content.position(start + 20).getInt();
        content.getInt();
        frames.add(take(content, length));
      }
      content.position(end);
    }
    return frames;
  }

  private static Octets take(ByteBuffer content, int length) {
    byte[] frame = new byte[length];
    content.get(frame);
    return Octets.owned(frame);
  }

  private static Octets datagram(Octets frame) {
    int udpAt = ETHERNET_HEADER + 4 * (frame.at(ETHERNET_HEADER) & 0x0f);
    int length = frame.at(udpAt + 4) << 8 | frame.at(udpAt + 5);
    return frame.slice(udpAt + UDP_HEADER, udpAt + length);
  }
}
