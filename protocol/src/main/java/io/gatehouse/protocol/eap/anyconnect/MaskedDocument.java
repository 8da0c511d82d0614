package io.gatehouse.protocol.eap.anyconnect;

import io.gatehouse.protocol.octets.Octets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A document of a dialogue as the operator may read it: in one line, with asterisks for whatever
 * may be secret. A client names its answers as it likes, so all of them are masked but those that
 * are known to be names.
 */
public final class MaskedDocument {

  private static final int MAXIMUM_LENGTH = 8 * 1024;
  private static final String MASK = "***";

  /** The parent of a client's answers. */
  private static final String ANSWERS = "auth";

  private static final Set<String> NAMES = Set.of("username", "secondary_username", "group_list");

  /** What the headend writes into {@code auth}; nothing of it comes from a user. */
  private static final Set<String> FORM =
      Set.of("title", "message", "error", "banner", "form", "authentication-complete");

  private MaskedDocument() {}

  /** The document of an EAP packet, if it holds one. */
  public static Optional<String> in(Octets packet) {
    return AnyConnectEap.decode(packet) instanceof AnyConnectEap.Message message
        ? message.xml().map(MaskedDocument::of)
        : Optional.empty();
  }

  static String of(Octets document) {
    return XmlParser.parse(document)
        .map(root -> bounded(element(root, false)))
        .orElseGet(() -> "a document of %d octets that is malformed".formatted(document.length()));
  }

  private static String element(XmlElement element, boolean answer) {
    boolean masked = isSecret(element.name()) || (answer && !isHarmless(element.name()));
    String content = masked ? MASK : content(element);
    String start = "<" + element.name() + attributes(element.attributes());
    return content.isEmpty() ? start + "/>" : start + ">" + content + "</" + element.name() + ">";
  }

  private static boolean isHarmless(String name) {
    return NAMES.contains(name) || FORM.contains(name);
  }

  private static String content(XmlElement element) {
    return XmlMarkup.text(element.text().strip()).markup()
        + element.children().stream()
            .map(child -> element(child, element.name().equals(ANSWERS)))
            .collect(Collectors.joining());
  }

  private static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains("password")
        || lower.contains("token")
        || lower.contains("passcode")
        || lower.endsWith("pin")
        || lower.equals("answer");
  }

  /** In the order of their names, since a parsed element has none. */
  private static String attributes(Map<String, String> attributes) {
    return new TreeMap<>(attributes)
        .entrySet().stream()
            .map(
                attribute ->
                    " %s=\"%s\""
                        .formatted(
                            attribute.getKey(), XmlMarkup.text(attribute.getValue()).markup()))
            .collect(Collectors.joining());
  }

  private static String bounded(String line) {
    return line.length() <= MAXIMUM_LENGTH ? line : line.substring(0, MAXIMUM_LENGTH) + "...";
  }
}
