package io.gatehouse.node;

import java.io.StringWriter;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * What an AnyConnect client must know before it first connects: a client profile with one entry in
 * its list of servers.
 *
 * @param name that its user reads
 * @param host that the client connects to, and that must be in the headend's certificate
 * @param userGroup the group that the client asks for in its first document
 * @param ikeIdentity what the client sends as IDi instead of its own
 * @param standardAuthenticationOnly a standard method of authentication, instead of AnyConnect's
 */
record ClientProfile(
    String name,
    String host,
    Optional<String> userGroup,
    Optional<String> ikeIdentity,
    boolean standardAuthenticationOnly) {

  private static final String NAMESPACE = "http://schemas.xmlsoap.org/encoding/";
  private static final String SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";
  private static final int MAXIMUM_LENGTH = 255;

  /**
   * @throws IllegalArgumentException with what is wrong
   */
  ClientProfile {
    check("the host", host);
    check("the name", name);
    userGroup.ifPresent(group -> check("the user group", group));
    ikeIdentity.ifPresent(identity -> check("the IKE identity", identity));
    if (host.contains("/") || host.contains(" ")) {
      throw new IllegalArgumentException(
          "the host must be a name or an address alone, without a path");
    }
  }

  private static void check(String what, String text) {
    if (text.isBlank()
        || text.length() > MAXIMUM_LENGTH
        || text.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          what + " must be a line of 1 to " + MAXIMUM_LENGTH + " characters");
    }
  }

  /** The document, in UTF-8 once it is written. */
  String xml() {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      start(xml, 0, "AnyConnectProfile");
      xml.writeDefaultNamespace(NAMESPACE);
      xml.writeNamespace("xsi", SCHEMA_INSTANCE);
      xml.writeAttribute(
          "xsi", SCHEMA_INSTANCE, "schemaLocation", NAMESPACE + " AnyConnectProfile.xsd");
      start(xml, 1, "ClientInitialization");
      start(xml, 2, "AutoUpdate");
      xml.writeAttribute("UserControllable", "false");
      xml.writeCharacters("false");
      xml.writeEndElement();
      end(xml, 1);
      start(xml, 1, "ServerList");
      hostEntry(xml);
      end(xml, 1);
      end(xml, 0);
      xml.writeCharacters("\n");
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a document can be written into memory", e);
    }
    return text.toString();
  }

  private void hostEntry(XMLStreamWriter xml) throws XMLStreamException {
    start(xml, 2, "HostEntry");
    element(xml, 3, "HostName", name);
    element(xml, 3, "HostAddress", host);
    if (userGroup.isPresent()) {
      element(xml, 3, "UserGroup", userGroup.get());
    }
    start(xml, 3, "PrimaryProtocol");
    xml.writeCharacters("IPsec");
    start(xml, 4, "StandardAuthenticationOnly");
    xml.writeCharacters(Boolean.toString(standardAuthenticationOnly));
    element(xml, 5, "AuthMethodDuringIKENegotiation", "EAP-AnyConnect");
    if (ikeIdentity.isPresent()) {
      element(xml, 5, "IKEIdentity", ikeIdentity.get());
    }
    end(xml, 4);
    end(xml, 3);
    end(xml, 2);
  }

  private static void element(XMLStreamWriter xml, int depth, String element, String text)
      throws XMLStreamException {
    start(xml, depth, element);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }

  private static void start(XMLStreamWriter xml, int depth, String element)
      throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
    xml.writeStartElement(element);
  }

  private static void end(XMLStreamWriter xml, int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
    xml.writeEndElement();
  }
}
