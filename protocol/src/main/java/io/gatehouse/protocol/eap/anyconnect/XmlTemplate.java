package io.gatehouse.protocol.eap.anyconnect;

import io.gatehouse.protocol.octets.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document in the resources of this package, with {@code ${name}} where values go. Documents are
 * files, so that a difference seen in a capture of a Cisco headend is a change of text.
 */
final class XmlTemplate {

  private static final Pattern PLACE = Pattern.compile("\\$\\{([a-z-]+)}");

  private final String text;

  private XmlTemplate(String text) {
    this.text = text;
  }

  static XmlTemplate named(String file) {
    try (InputStream in = XmlTemplate.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("no template " + file);
      }
      return new XmlTemplate(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Octets fill() {
    return fill(Map.of());
  }

  /**
   * @throws IllegalArgumentException when the template names a value that is not in {@code values}
   */
  Octets fill(Map<String, XmlMarkup> values) {
    return Octets.utf8(fragment(values).markup());
  }

  /**
   * Likewise, of a template that is a part of a document.
   *
   * @throws IllegalArgumentException when the template names a value that is not in {@code values}
   */
  XmlMarkup fragment(Map<String, XmlMarkup> values) {
    return new XmlMarkup(
        PLACE
            .matcher(text)
            .replaceAll(place -> Matcher.quoteReplacement(value(values, place.group(1)))));
  }

  private static String value(Map<String, XmlMarkup> values, String name) {
    return Optional.ofNullable(values.get(name))
        .orElseThrow(() -> new IllegalArgumentException("no value for ${" + name + "}"))
        .markup();
  }
}
