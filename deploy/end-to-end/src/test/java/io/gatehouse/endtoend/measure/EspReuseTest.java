package io.gatehouse.endtoend.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EspReuseTest {
  private static final int FRAME = 14 + 20 + 8 + 16;
  private static final int SPI = 0xC0FFEE01;
  private static final int CLIENT = 0xC000020B;

  @TempDir private Path directory;

  private final ByteBuffer recording =
      ByteBuffer.allocate(1000).order(ByteOrder.nativeOrder()).position(24);

  @Test
  void everyNumberOnce() throws IOException {
    packet(CLIENT, SPI, 1, 1);
    packet(CLIENT, SPI, 2, 2);
    packet(CLIENT, SPI + 1, 1, 1);
    packet(CLIENT + 1, SPI, 1, 1);
    EspReuse.Finding finding = find();
    assertThat(finding.packets()).isEqualTo(4);
    assertThat(finding.reuses()).isEmpty();
  }

  @Test
  void aSequenceNumberTwice() throws IOException {
    packet(CLIENT, SPI, 1, 1);
    packet(CLIENT, SPI, 1, 2);
    assertThat(find().reuses()).containsExactly("SPI c0ffee01: sequence number 1 twice, packet 2");
  }

  @Test
  void aVectorTwice() throws IOException {
    packet(CLIENT, SPI, 1, 9);
    packet(CLIENT, SPI, 2, 9);
    assertThat(find().reuses()).containsExactly("SPI c0ffee01: IV 9 twice, packet 2");
  }

  @Test
  void ikeIsNoEsp() throws IOException {
    packet(CLIENT, 0, 1, 1);
    assertThat(find().packets()).isZero();
  }

  private void packet(int receiver, int spi, int sequence, long vector) {
    recording.putInt(0).putInt(0).putInt(FRAME).putInt(FRAME);
    ByteBuffer frame = ByteBuffer.allocate(FRAME);
    frame.put(14, (byte) 0x45).putInt(14 + 16, receiver).putShort(14 + 20 + 2, (short) 20_000);
    frame.putInt(42, spi).putInt(46, sequence).putLong(50, vector);
    recording.put(frame);
  }

  private EspReuse.Finding find() throws IOException {
    Path file = directory.resolve("esp.pcap");
    byte[] octets = new byte[recording.position()];
    recording.get(0, octets);
    Files.write(file, octets);
    return EspReuse.in(file);
  }
}
