package io.gatehouse.endtoend.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The UDP datagrams of a recording, in the format of libpcap with Ethernet frames. */
public final class RecordedDatagrams {
  private static final int FILE_HEADER = 24;
  private static final int PACKET_HEADER = 16;
  private static final int ETHERNET_HEADER = 14;
  private static final int UDP_HEADER = 8;
  private static final int PROTOCOL_OFFSET = 9;
  private static final int UDP = 17;

  private RecordedDatagrams() {}

  /**
   * A datagram's payload.
   *
   * @param destinationPort in UDP's header
   */
  public record RecordedDatagram(int destinationPort, ByteBuffer payload) {}

  /** Every datagram that is whole in one frame, in the order of the recording. */
  public static List<RecordedDatagram> read(Path file) throws IOException {
    ByteBuffer recording = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
    List<RecordedDatagram> datagrams = new ArrayList<>();
    int position = FILE_HEADER;
    while (position + PACKET_HEADER <= recording.limit()) {
      int captured = recording.getInt(position + 8);
      int begin = position + PACKET_HEADER;
      if (begin + captured > recording.limit()) {
        break;
      }
      add(datagrams, recording.slice(begin, captured));
      position = begin + captured;
    }
    return datagrams;
  }

  // What slice returns is big-endian, as the network is.
  private static void add(List<RecordedDatagram> datagrams, ByteBuffer frame) {
    int ip = ETHERNET_HEADER;
    boolean udp = frame.get(ip + PROTOCOL_OFFSET) == UDP && frame.getShort(ip + 6) << 19 == 0;
    if (udp) {
      int header = ip + (frame.get(ip) & 0xf) * 4;
      int length = Short.toUnsignedInt(frame.getShort(header + 4));
      datagrams.add(
          new RecordedDatagram(
              Short.toUnsignedInt(frame.getShort(header + 2)),
              frame.slice(header + UDP_HEADER, length - UDP_HEADER)));
    }
  }
}
