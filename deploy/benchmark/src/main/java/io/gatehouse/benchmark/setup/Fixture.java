package io.gatehouse.benchmark.setup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A configuration file in resources with places that are filled: {@code @NAME@}. */
final class Fixture {

  private Fixture() {}

  static void write(String name, Path file, Map<String, String> places) {
    try {
      Files.createDirectories(file.getParent());
      String text = read(name);
      for (Map.Entry<String, String> place : places.entrySet()) {
        text = text.replace("@" + place.getKey() + "@", place.getValue());
      }
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(String name) throws IOException {
    try (InputStream resource = Fixture.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new FileNotFoundException(name);
      }
      return new String(resource.readAllBytes(), UTF_8);
    }
  }
}
