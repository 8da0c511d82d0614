package io.gatehouse.endtoend.measure;

import io.gatehouse.endtoend.lab.LabException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads ESP packets in UDP from a recording (RFC 3948, RFC 4303), and finds those whose sequence
 * number or initialization vector was used before with the same SA.
 */
final class EspReuse {
  private static final int FILE_HEADER = 24;
  private static final int PACKET_HEADER = 16;
  private static final int ETHERNET_HEADER = 14;
  private static final int UDP_HEADER = 8;
  private static final int ESP_HEADER = 16;
  private static final int LONGEST_SHOWN = 20;

  /** An SA is known by its receiver and the SPI; what is used once is a number of 64 bits. */
  private record Use(int receiver, int port, int spi, long value) {}

  private final Set<Use> sequenceNumbers = new HashSet<>();
  private final Set<Use> vectors = new HashSet<>();
  private final List<String> reuses = new ArrayList<>();
  private long packets;

  private EspReuse() {}

  /** What a recording shows. */
  record Finding(long packets, List<String> reuses) {
    Finding {
      reuses = List.copyOf(reuses);
    }
  }

  static Finding in(Path recording) {
    EspReuse reuse = new EspReuse();
    try (DataInputStream input =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(recording)))) {
      input.skipNBytes(FILE_HEADER);
      byte[] header = new byte[PACKET_HEADER];
      while (input.readNBytes(header, 0, PACKET_HEADER) == PACKET_HEADER) {
        int captured = ByteBuffer.wrap(header).order(ByteOrder.nativeOrder()).getInt(8);
        byte[] frame = input.readNBytes(captured);
        reuse.add(ByteBuffer.wrap(frame));
      }
    } catch (EOFException e) {
      throw new LabException(recording + " is empty", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Finding(reuse.packets, reuse.reuses);
  }

  private void add(ByteBuffer frame) {
    int udp = ETHERNET_HEADER + (frame.get(ETHERNET_HEADER) & 0xf) * 4;
    int esp = udp + UDP_HEADER;
    if (frame.limit() < esp + ESP_HEADER || frame.getInt(esp) == 0) {
      return;
    }
    packets++;
    int receiver = frame.getInt(ETHERNET_HEADER + 16);
    int port = Short.toUnsignedInt(frame.getShort(udp + 2));
    int spi = frame.getInt(esp);
    use(sequenceNumbers, "sequence number", new Use(receiver, port, spi, frame.getInt(esp + 4)));
    use(vectors, "IV", new Use(receiver, port, spi, frame.getLong(esp + 8)));
  }

  private void use(Set<Use> used, String what, Use use) {
    if (!used.add(use) && reuses.size() < LONGEST_SHOWN) {
      reuses.add(
          "SPI %08x: %s %x twice, packet %d".formatted(use.spi(), what, use.value(), packets));
    }
  }
}
