package io.gatehouse.endtoend.capture;

import io.gatehouse.endtoend.capture.EspPackets.EspPacket;
import io.gatehouse.endtoend.lab.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Wireshark's dissector on the command line. */
final class Tshark {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  // Severities of Wireshark's expert items are bits: an error is 0x800000, a warning 0x600000.
  private static final long EXPERT_ERROR = 0x800000;
  private static final String CHECKSUM_COMPLAINT = "incorrect";

  private static final List<String> FIELDS =
      List.of(
          "frame.number",
          "udp.payload",
          "isakmp.ispi",
          "isakmp.rspi",
          "isakmp.exchangetype",
          "isakmp.messageid",
          "isakmp.flag_r",
          "isakmp.typepayload",
          "isakmp.notify.msgtype",
          "isakmp.enc.decrypted",
          "_ws.malformed",
          "_ws.expert.severity",
          "_ws.expert.message");

  private static final List<String> ESP_FIELDS =
      List.of("ip.dst", "udp.dstport", "esp.spi", "esp.sequence", "udp.payload");

  /** SPI, sequence number and vector, in hexadecimal digits. */
  private static final int ESP_START = 2 * (4 + 4 + 8);

  private Tshark() {}

  /** Rows of Wireshark's {@code ikev2_decryption_table}, as values for its preferences. */
  static List<String> keyTable(List<String> rows) {
    return rows.stream().map(row -> "uat:ikev2_decryption_table:" + row).toList();
  }

  static List<String> keyTable(List<String> spis, IkeSuite suite, List<IkeKeys> keys) {
    return keyTable(
        IntStream.range(0, spis.size())
            .mapToObj(index -> row(spis.get(index), suite, keys.get(index)))
            .toList());
  }

  private static String row(String spis, IkeSuite suite, IkeKeys keys) {
    return "%s,%s,%s,\"%s\",%s,%s,\"%s\""
        .formatted(
            spis,
            keys.encryptionInitiator(),
            keys.encryptionResponder(),
            suite.encryption(),
            keys.integrityInitiator(),
            keys.integrityResponder(),
            suite.integrity());
  }

  static List<DissectedMessage> read(Path capture, List<String> keyTable) {
    List<String> preferences = keyTable.stream().flatMap(row -> Stream.of("-o", row)).toList();
    return rows(capture, "isakmp", FIELDS, preferences).map(Tshark::message).toList();
  }

  /** The ESP packets in UDP of which enough was recorded to know the vector. */
  static List<EspPacket> readEsp(Path capture) {
    return rows(capture, "esp", ESP_FIELDS, List.of())
        .map(line -> line.split("\\|", ESP_FIELDS.size()))
        .filter(fields -> fields[4].length() >= ESP_START)
        .map(Tshark::espPacket)
        .toList();
  }

  private static Stream<String> rows(
      Path capture, String which, List<String> fields, List<String> preferences) {
    List<String> words = new ArrayList<>(List.of("tshark", "-n", "-r", capture.toString()));
    words.addAll(preferences);
    words.addAll(List.of("-Y", which, "-T", "fields", "-E", "separator=|", "-E", "quote=n"));
    fields.forEach(field -> words.addAll(List.of("-e", field)));
    return new Command(words, LIMIT).run().lines().filter(line -> line.contains("|"));
  }

  private static EspPacket espPacket(String[] fields) {
    return new EspPacket(
        fields[0] + ":" + fields[1],
        fields[2],
        Long.parseLong(fields[3]),
        fields[4].substring(ESP_START / 2, ESP_START));
  }

  private static DissectedMessage message(String line) {
    String[] fields = line.split("\\|", FIELDS.size());
    return new DissectedMessage(
        Integer.parseInt(fields[0]),
        fields[1],
        fields[2],
        fields[3],
        Integer.decode(values(fields[4]).findFirst().orElse("0")),
        Long.decode(values(fields[5]).findFirst().orElse("0")),
        values(fields[6]).anyMatch(Tshark::isTrue),
        values(fields[7]).map(Integer::decode).toList(),
        values(fields[8]).map(Integer::decode).toList(),
        !fields[9].isEmpty(),
        problems(fields[10], fields[11], fields[12]));
  }

  private static List<String> problems(String malformed, String severities, String messages) {
    boolean error = values(severities).mapToLong(Long::decode).anyMatch(s -> s >= EXPERT_ERROR);
    boolean checksum = messages.contains(CHECKSUM_COMPLAINT);
    if (malformed.isEmpty() && !error && !checksum) {
      return List.of();
    }
    return List.of(malformed.isEmpty() ? messages : "malformed: " + messages);
  }

  private static boolean isTrue(String flag) {
    return "1".equals(flag) || "True".equals(flag);
  }

  private static Stream<String> values(String field) {
    return Arrays.stream(field.split(",")).filter(value -> !value.isBlank());
  }
}
