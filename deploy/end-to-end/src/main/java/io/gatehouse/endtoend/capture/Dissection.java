package io.gatehouse.endtoend.capture;

import io.gatehouse.endtoend.lab.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every IKE message of a capture, as Wireshark's dissector reads it. */
public record Dissection(Path file, List<DissectedMessage> messages) {
  public Dissection {
    messages = List.copyOf(messages);
  }

  static Dissection of(Path file, IkeSuite suite, List<IkeKeys> keys) {
    List<DissectedMessage> encrypted = Tshark.read(file, List.of());
    if (!suite.readable()) {
      return new Dissection(file, encrypted);
    }
    List<String> spis =
        encrypted.stream()
            .filter(DissectedMessage::isEncrypted)
            .map(DissectedMessage::spis)
            .distinct()
            .toList();
    if (spis.size() > keys.size()) {
      throw new LabException(
          "%s has %d IKE SAs, but there are keys of %d".formatted(file, spis.size(), keys.size()));
    }
    List<String> table = Tshark.keyTable(spis, suite, keys);
    return new Dissection(file, Tshark.read(file, table));
  }

  static Dissection of(Path file, Path keyLog) {
    try {
      List<String> rows = Files.exists(keyLog) ? Files.readAllLines(keyLog) : List.of();
      return new Dissection(file, Tshark.read(file, Tshark.keyTable(rows)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without messages of the IKE SAs of another recording. */
  public Dissection without(Dissection other) {
    Set<String> theirs =
        other.messages.stream().map(DissectedMessage::initiatorSpi).collect(Collectors.toSet());
    return new Dissection(
        file,
        messages.stream().filter(message -> !theirs.contains(message.initiatorSpi())).toList());
  }

  /** Without retransmissions, of which there are more the busier the machine is. */
  public Stream<DissectedMessage> exchange(int type) {
    Set<String> seen = new HashSet<>();
    return messages.stream()
        .filter(message -> message.exchange() == type)
        .filter(message -> seen.add(message.octets()));
  }

  public boolean hasNotification(int type) {
    return messages.stream().anyMatch(message -> message.notifications().contains(type));
  }

  /** What the dissector has against any message, headed by the frame's number. */
  public List<String> problems() {
    return messages.stream()
        .flatMap(
            message ->
                message.problems().stream()
                    .map(problem -> "frame " + message.frame() + ": " + problem))
        .toList();
  }

  /** Encrypted messages that could not be read; of a fragmented one, none of its fragments. */
  public List<Integer> unreadable() {
    return messages.stream()
        .filter(message -> message.isEncrypted() && !message.decrypted())
        .map(DissectedMessage::frame)
        .toList();
  }
}
