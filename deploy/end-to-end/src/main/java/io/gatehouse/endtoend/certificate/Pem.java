package io.gatehouse.endtoend.certificate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Objects in the textual encoding of RFC 7468. */
final class Pem {
  private static final int LINE = 64;

  private Pem() {}

  static String encode(String label, byte[] der) {
    String body = Base64.getMimeEncoder(LINE, "\n".getBytes(US_ASCII)).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label);
  }

  static void write(Path file, String... objects) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, Stream.of(objects).collect(Collectors.joining()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
