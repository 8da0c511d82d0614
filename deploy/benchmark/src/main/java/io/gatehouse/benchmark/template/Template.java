package io.gatehouse.benchmark.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Configuration files in resources with places that are filled: {@code @NAME@}. */
public final class Template {

  private Template() {}

  /**
   * Writes a file, whose directory it makes.
   *
   * @param owner the class beside which the resource is
   */
  public static void write(Class<?> owner, String name, Path file, Map<String, String> places) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, fill(owner, name, places));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same as text. */
  public static String fill(Class<?> owner, String name, Map<String, String> places) {
    String text = read(owner, name);
    for (Map.Entry<String, String> place : places.entrySet()) {
      text = text.replace("@" + place.getKey() + "@", place.getValue());
    }
    return text;
  }

  private static String read(Class<?> owner, String name) {
    try (InputStream resource = owner.getResourceAsStream(name)) {
      if (resource == null) {
        throw new FileNotFoundException(name);
      }
      return new String(resource.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
