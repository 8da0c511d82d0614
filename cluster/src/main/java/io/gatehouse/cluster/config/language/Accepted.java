package io.gatehouse.cluster.config.language;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A command that is accepted without effect: a configuration from IOS carries it, and what it asks
 * for is the default here, belongs to the router or the machine, or changes nothing for a client.
 * The resource {@code irrelevant.txt} lists them all, and says how it is written.
 */
public record Accepted(Mode mode, Syntax syntax, Standing standing) implements Definition {

  private static final String RESOURCE = "irrelevant.txt";

  private static final List<Accepted> ALL = read(lines());

  /** In the order of the list. */
  public static List<Accepted> all() {
    return ALL;
  }

  private static List<Accepted> read(List<String> lines) {
    List<Accepted> all = new ArrayList<>();
    String heading = "";
    for (String line : lines) {
      if (line.startsWith(" ")) {
        all.add(accepted(heading, line.strip()));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        heading = line;
      }
    }
    return List.copyOf(all);
  }

  private static Accepted accepted(String heading, String notation) {
    int colon = heading.indexOf(": ");
    String title = heading.substring(0, colon);
    Mode mode =
        Arrays.stream(Mode.values()).filter(m -> m.title().equals(title)).findFirst().orElseThrow();
    String reason = heading.substring(colon + 2);
    return new Accepted(mode, Syntax.of(notation), new Standing.WithoutEffect(reason));
  }

  private static List<String> lines() {
    try (InputStream list = Accepted.class.getResourceAsStream(RESOURCE)) {
      if (list == null) {
        throw new IllegalStateException("the program lacks its resource " + RESOURCE);
      }
      return new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException fault) {
      throw new IllegalStateException("cannot read the program's resource " + RESOURCE, fault);
    }
  }
}
