package io.gatehouse.protocol.eap.anyconnect;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An element of a parsed document.
 *
 * @param text its own character data, joined and untrimmed, since a password may begin with a blank
 */
record XmlElement(
    String name, Map<String, String> attributes, List<XmlElement> children, String text) {

  XmlElement {
    attributes = Map.copyOf(attributes);
    children = List.copyOf(children);
  }

  Optional<XmlElement> child(String childName) {
    return children.stream().filter(child -> child.name.equals(childName)).findFirst();
  }

  /** What is written in the child {@code childName}, trimmed; nothing when that is nothing. */
  Optional<String> childText(String childName) {
    return child(childName).map(child -> child.text.strip()).filter(text -> !text.isEmpty());
  }

  Optional<String> attribute(String attributeName) {
    return Optional.ofNullable(attributes.get(attributeName));
  }

  /** The name only: documents hold passwords. */
  @Override
  public String toString() {
    return "<" + name + ">";
  }
}
