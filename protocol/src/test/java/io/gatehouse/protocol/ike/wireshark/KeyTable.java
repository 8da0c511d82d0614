package io.gatehouse.protocol.ike.wireshark;

import io.gatehouse.protocol.octets.Octets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Wireshark's table of the keys of IKE SAs. */
record KeyTable(List<Row> rows) {

  private static final Pattern ROW =
      Pattern.compile("(\\w+),(\\w+),(\\w*),(\\w*),\"([^\"]+)\",(\\w*),(\\w*),\"([^\"]+)\"");

  /** Encryption keys have their salts at the end. */
  record Row(
      long initiatorSpi,
      Octets skEi,
      Octets skEr,
      String encryption,
      Octets skAi,
      Octets skAr,
      String integrity) {}

  static KeyTable read(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return new KeyTable(
          lines.map(ROW::matcher).filter(Matcher::matches).map(KeyTable::row).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Row of(long initiatorSpi) {
    return rows.stream()
        .filter(row -> row.initiatorSpi() == initiatorSpi)
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException(Long.toHexString(initiatorSpi)));
  }

  private static Row row(Matcher fields) {
    return new Row(
        Long.parseUnsignedLong(fields.group(1), 16),
        Octets.hex(fields.group(3)),
        Octets.hex(fields.group(4)),
        fields.group(5),
        Octets.hex(fields.group(6)),
        Octets.hex(fields.group(7)),
        fields.group(8));
  }
}
