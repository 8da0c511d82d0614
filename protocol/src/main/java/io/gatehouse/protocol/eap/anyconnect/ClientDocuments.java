package io.gatehouse.protocol.eap.anyconnect;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/** The documents that a client writes. */
public final class ClientDocuments {

  private static final XmlTemplate INIT = XmlTemplate.named("init.xml");
  private static final XmlTemplate INIT_WITHOUT_CERTIFICATE =
      XmlTemplate.named("init-without-certificate.xml");
  private static final XmlTemplate AUTH_REPLY = XmlTemplate.named("auth-reply.xml");
  private static final XmlTemplate GROUP_SELECT = XmlTemplate.named("group-select.xml");
  private static final XmlTemplate CAPABILITIES = XmlTemplate.named("capabilities.xml");
  private static final XmlTemplate ACK = XmlTemplate.named("ack.xml");

  private static final Pattern INPUT_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");

  private ClientDocuments() {}

  public static Octets init(ClientDevice device) {
    return init(device, Optional.empty());
  }

  /**
   * Names a group too.
   *
   * @param group that the user has picked
   */
  public static Octets init(ClientDevice device, Optional<String> group) {
    return init(device, group, false);
  }

  /**
   * Says too what the client is capable of.
   *
   * @param group that the user has picked
   * @param multipleCertificates it can show a second certificate
   */
  public static Octets init(
      ClientDevice device, Optional<String> group, boolean multipleCertificates) {
    Map<String, XmlMarkup> values = withGroup(device, group);
    values.put(
        "capabilities", multipleCertificates ? CAPABILITIES.fragment(Map.of()) : XmlMarkup.NOTHING);
    return INIT.fill(values);
  }

  /** Answers the request for a certificate where there is none. */
  public static Octets initWithoutCertificate(ClientDevice device) {
    return INIT_WITHOUT_CERTIFICATE.fill(head(device));
  }

  /**
   * The answers to a form.
   *
   * @param answers by the names of the form's inputs
   * @throws IllegalArgumentException when a name cannot be that of an XML element
   */
  public static Octets authReply(ClientDevice device, SequencedMap<String, Secret> answers) {
    return authReply(device, answers, Optional.empty());
  }

  /**
   * Names a group too.
   *
   * @param group that the user has picked in the form
   * @throws IllegalArgumentException when a name cannot be that of an XML element
   */
  public static Octets authReply(
      ClientDevice device, SequencedMap<String, Secret> answers, Optional<String> group) {
    XmlMarkup elements =
        answers.entrySet().stream()
            .map(answer -> element(answer.getKey(), answer.getValue()))
            .reduce(XmlMarkup.NOTHING, XmlMarkup::and);
    Map<String, XmlMarkup> values = withGroup(device, group);
    values.put("answers", elements);
    return AUTH_REPLY.fill(values);
  }

  private static Map<String, XmlMarkup> withGroup(ClientDevice device, Optional<String> group) {
    Map<String, XmlMarkup> values = new HashMap<>(head(device));
    values.put(
        "group",
        group
            .map(name -> GROUP_SELECT.fragment(Map.of("group", XmlMarkup.text(name))))
            .orElse(XmlMarkup.NOTHING));
    return values;
  }

  public static Octets ack(ClientDevice device) {
    return ACK.fill(head(device));
  }

  private static XmlMarkup element(String name, Secret answer) {
    if (!INPUT_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("the form has an input whose name is no XML name");
    }
    return XmlMarkup.element(name, answer.revealUtf8());
  }

  private static Map<String, XmlMarkup> head(ClientDevice device) {
    return Map.of(
        "version", text(device.version()),
        "platform", text(device.platform()),
        "computer-name", text(device.computerName()),
        "platform-version", text(device.platformVersion()));
  }

  private static XmlMarkup text(Optional<String> text) {
    return XmlMarkup.text(text.orElse(""));
  }
}
