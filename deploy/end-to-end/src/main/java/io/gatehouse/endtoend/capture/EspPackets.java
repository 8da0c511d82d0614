package io.gatehouse.endtoend.capture;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The ESP packets in UDP of a recording, as Wireshark's dissector reads them. */
public record EspPackets(List<EspPacket> packets) {
  public EspPackets {
    packets = List.copyOf(packets);
  }

  /**
   * One packet's header. An SA is known by its receiver and the SPI.
   *
   * @param receiver address and port
   * @param spi in hexadecimal digits
   * @param sequence the lower 32 bits of the number
   * @param vector the eight octets behind the header, in hexadecimal digits: an AEAD's IV
   */
  public record EspPacket(String receiver, String spi, long sequence, String vector) {}

  public static EspPackets in(Path recording) {
    return new EspPackets(Tshark.readEsp(recording));
  }

  /** Those whose sequence number one before them had in the same SA. */
  public List<EspPacket> withNumberOfAnother() {
    return repeated(packet -> List.of(packet.receiver(), packet.spi(), packet.sequence()));
  }

  /** Those whose vector one before them had in the same SA. */
  public List<EspPacket> withVectorOfAnother() {
    return repeated(packet -> List.of(packet.receiver(), packet.spi(), packet.vector()));
  }

  private List<EspPacket> repeated(Function<EspPacket, List<Object>> use) {
    Set<List<Object>> used = new HashSet<>();
    return packets.stream().filter(packet -> !used.add(use.apply(packet))).toList();
  }
}
