package io.gatehouse.protocol.eap.anyconnect;

import io.gatehouse.protocol.octets.Octets;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The only place that touches an XML parser. A document comes from a client that is not yet
 * authenticated, so: no DTD, no entities but the five predefined ones, and a bound on everything.
 */
final class XmlParser {

  private static final int MAXIMUM_LENGTH = 64 * 1024;
  private static final int MAXIMUM_DEPTH = 16;
  private static final int MAXIMUM_ELEMENTS = 1000;
  private static final int MAXIMUM_ATTRIBUTES = 32;
  private static final int MAXIMUM_TEXT = 16 * 1024;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final XMLInputFactory FACTORY = factory();

  private final XMLStreamReader reader;
  private int elements;

  private XmlParser(XMLStreamReader reader) {
    this.reader = reader;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setXMLResolver(
        (publicId, systemId, baseUri, namespace) -> {
          throw new XMLStreamException("external entities are not read");
        });
    return factory;
  }

  /**
   * The root element, or nothing when {@code document} is not well-formed XML in UTF-8 within the
   * bounds. Blanks and NULs around it are tolerated.
   */
  static Optional<XmlElement> parse(Octets document) {
    if (document.length() > MAXIMUM_LENGTH) {
      return Optional.empty();
    }
    try {
      // Decoded here and not by the parser: a declared encoding is of no interest.
      String text = StandardCharsets.UTF_8.newDecoder().decode(document.buffer()).toString();
      return Optional.of(new XmlParser(open(text)).root());
    } catch (CharacterCodingException | XMLStreamException e) {
      return Optional.empty();
    }
  }

  private static XMLStreamReader open(String text) throws XMLStreamException {
    return FACTORY.createXMLStreamReader(new StringReader(trimmed(text)));
  }

  /** By hand: a regular expression takes quadratic time over blanks inside the document. */
  private static String trimmed(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isPadding(text.charAt(start))) {
      start++;
    }
    while (end > start && isPadding(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isPadding(char character) {
    return character == 0 || character == BYTE_ORDER_MARK || Character.isWhitespace(character);
  }

  private XmlElement root() throws XMLStreamException {
    XmlElement root = null;
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        root = element(1);
      } else {
        refuseDeclarations(event);
      }
    }
    if (root == null) {
      throw new XMLStreamException("no root element");
    }
    return root;
  }

  private XmlElement element(int depth) throws XMLStreamException {
    elements++;
    if (depth > MAXIMUM_DEPTH || elements > MAXIMUM_ELEMENTS) {
      throw new XMLStreamException("too many elements");
    }
    String name = reader.getLocalName();
    Map<String, String> attributes = attributes();
    List<XmlElement> children = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int event = reader.next();
        event != XMLStreamConstants.END_ELEMENT;
        event = reader.next()) {
      switch (event) {
        case XMLStreamConstants.START_ELEMENT -> children.add(element(depth + 1));
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            append(text);
        default -> refuseDeclarations(event);
      }
    }
    return new XmlElement(name, attributes, children, text.toString());
  }

  private Map<String, String> attributes() throws XMLStreamException {
    if (reader.getAttributeCount() > MAXIMUM_ATTRIBUTES) {
      throw new XMLStreamException("too many attributes");
    }
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    return attributes;
  }

  private void append(StringBuilder text) throws XMLStreamException {
    if (text.length() + reader.getTextLength() > MAXIMUM_TEXT) {
      throw new XMLStreamException("too much text");
    }
    text.append(reader.getText());
  }

  private static void refuseDeclarations(int event) throws XMLStreamException {
    if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
      throw new XMLStreamException("no document type and no entities");
    }
  }
}
