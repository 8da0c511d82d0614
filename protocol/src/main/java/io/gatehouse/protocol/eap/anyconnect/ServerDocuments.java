package io.gatehouse.protocol.eap.anyconnect;

import io.gatehouse.protocol.octets.Octets;
import java.util.Map;
import java.util.Optional;

/** The documents that the headend writes. */
final class ServerDocuments {

  /** Text from AAA is shown to the user, but not endlessly. */
  private static final int MAXIMUM_TEXT = 1024;

  private static final XmlTemplate HELLO = XmlTemplate.named("hello.xml");
  private static final XmlTemplate CERTIFICATE_REQUEST =
      XmlTemplate.named("certificate-request.xml");
  private static final XmlTemplate CERTIFICATE_ACCEPTED =
      XmlTemplate.named("certificate-accepted.xml");
  private static final XmlTemplate SECOND_CERTIFICATE_REQUEST =
      XmlTemplate.named("second-certificate-request.xml");
  private static final XmlTemplate LOGIN = XmlTemplate.named("login.xml");
  private static final XmlTemplate GROUP_LIST = XmlTemplate.named("group-list.xml");
  private static final XmlTemplate GROUP = XmlTemplate.named("group.xml");
  private static final XmlTemplate GROUP_PICKED = XmlTemplate.named("group-picked.xml");
  private static final XmlTemplate CHALLENGE = XmlTemplate.named("challenge.xml");
  private static final XmlTemplate NEW_PASSWORD = XmlTemplate.named("new-password.xml");
  private static final XmlTemplate ERROR = XmlTemplate.named("error.xml");
  private static final XmlTemplate COMPLETE = XmlTemplate.named("complete.xml");
  private static final XmlTemplate BANNER = XmlTemplate.named("banner.xml");
  private static final XmlTemplate REFUSAL = XmlTemplate.named("refusal.xml");

  private ServerDocuments() {}

  static Octets hello() {
    return HELLO.fill();
  }

  static Octets certificateRequest() {
    return CERTIFICATE_REQUEST.fill();
  }

  static Octets secondCertificateRequest(DialogueSettings settings) {
    return SECOND_CERTIFICATE_REQUEST.fill(Map.of("random", text(settings.challenge())));
  }

  /** Says that nothing more is asked for. */
  static Octets certificateAccepted() {
    return CERTIFICATE_ACCEPTED.fill();
  }

  /**
   * The login form.
   *
   * @param error what was wrong with the answers before
   */
  static Octets login(DialogueState state, Optional<String> error) {
    return LOGIN.fill(
        Map.of(
            "title", text(state.settings().title()),
            "message", text(state.settings().prompt()),
            "groups", groups(state),
            "error", error(error)));
  }

  /** The one that is picked stands first, since some clients take that. */
  private static XmlMarkup groups(DialogueState state) {
    if (state.settings().groups().size() < 2) {
      return XmlMarkup.NOTHING;
    }
    XmlMarkup others =
        state.settings().groups().stream()
            .filter(group -> !state.group().equals(Optional.of(group)))
            .map(group -> group(GROUP, group))
            .reduce(XmlMarkup.NOTHING, XmlMarkup::and);
    XmlMarkup picked =
        state.group().map(group -> group(GROUP_PICKED, group)).orElse(XmlMarkup.NOTHING);
    return GROUP_LIST.fragment(Map.of("groups", picked.and(others)));
  }

  private static XmlMarkup group(XmlTemplate template, LoginGroup group) {
    return template.fragment(Map.of("name", text(group.name()), "label", text(group.label())));
  }

  static Octets challenge(DialogueSettings settings, String prompt) {
    return CHALLENGE.fill(Map.of("title", text(settings.title()), "message", text(prompt)));
  }

  static Octets newPassword(DialogueSettings settings, String prompt, Optional<String> error) {
    return NEW_PASSWORD.fill(
        Map.of(
            "title", text(settings.title()),
            "message", text(prompt),
            "error", error(error)));
  }

  private static XmlMarkup error(Optional<String> error) {
    return error
        .map(message -> ERROR.fragment(Map.of("error", text(message))))
        .orElse(XmlMarkup.NOTHING);
  }

  static Octets complete(DialogueSettings settings, Optional<String> banner) {
    return COMPLETE.fill(
        Map.of(
            "session-id", text(Integer.toUnsignedString(settings.sessionId())),
            "banner", banner(banner),
            "session-token", text(settings.sessionToken()),
            "server-cert-hash", text(settings.serverCertificateHash())));
  }

  private static XmlMarkup banner(Optional<String> banner) {
    return banner
        .map(text -> BANNER.fragment(Map.of("banner", text(text))))
        .orElse(XmlMarkup.NOTHING);
  }

  static Octets refusal(String error) {
    return REFUSAL.fill(Map.of("error", text(error)));
  }

  private static XmlMarkup text(String text) {
    int codePoints = text.codePointCount(0, text.length());
    return XmlMarkup.text(
        codePoints <= MAXIMUM_TEXT
            ? text
            : text.substring(0, text.offsetByCodePoints(0, MAXIMUM_TEXT)));
  }
}
