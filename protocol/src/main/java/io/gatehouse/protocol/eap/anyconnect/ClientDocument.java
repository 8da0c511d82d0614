package io.gatehouse.protocol.eap.anyconnect;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import io.gatehouse.protocol.text.PrintableLine;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A document from the client. What the client echoes (opaque, session id and token) is not read:
 * the dialogue is bound to the IKE SA, not to what the client says it is.
 */
public sealed interface ClientDocument {

  /**
   * The client introduces itself, or starts again, or shows its certificate.
   *
   * @param certificateFailed the client was asked for a certificate, and says that it has none
   * @param group that its user has picked, or its profile names
   * @param multipleCertificates the client can show a second certificate
   */
  record Init(
      ClientDevice device,
      boolean certificateFailed,
      Optional<String> group,
      boolean multipleCertificates)
      implements ClientDocument {}

  /**
   * Answers to a form.
   *
   * @param answers by the name of the input, in the order of the document, not trimmed
   * @param group that its user has picked in the form
   * @param certificate a second one
   */
  record AuthReply(
      Map<String, Secret> answers, Optional<String> group, Optional<SecondCertificate> certificate)
      implements ClientDocument {

    private static final int MAXIMUM_ANSWERS = 32;

    public AuthReply {
      answers = unmodifiableInOrder(answers);
    }

    private static Map<String, Secret> unmodifiableInOrder(Map<String, Secret> answers) {
      return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(answers));
    }

    Optional<String> userName() {
      return filled("username").map(Secret::revealUtf8);
    }

    Optional<Secret> password() {
      return filled("password").or(this::namedLikePassword);
    }

    /**
     * The answer to a form with one field: clients differ in the name they give it, and some send
     * the hidden fields too.
     */
    Optional<Secret> answer() {
      return filled("answer").or(this::namedLikePassword).or(this::onlyOne);
    }

    /**
     * What the form for a new password was filled with: some clients do not name it as the form
     * does, and do not send its repetition.
     */
    Optional<Secret> newPassword() {
      return filled("new_password").or(() -> filled("password")).or(() -> filled("password_new"));
    }

    /** A repetition that was left empty is one too. */
    boolean repeats(Secret newPassword) {
      return Optional.ofNullable(answers.get("verify_password"))
          .map(newPassword::equals)
          .orElse(true);
    }

    private Optional<Secret> namedLikePassword() {
      return answers.entrySet().stream()
          .filter(answer -> answer.getKey().endsWith("password") && !answer.getValue().isEmpty())
          .map(Map.Entry::getValue)
          .findFirst();
    }

    private Optional<Secret> onlyOne() {
      var filled = answers.values().stream().filter(answer -> !answer.isEmpty()).toList();
      return filled.size() == 1 ? Optional.of(filled.getFirst()) : Optional.empty();
    }

    private Optional<Secret> filled(String name) {
      return Optional.ofNullable(answers.get(name)).filter(answer -> !answer.isEmpty());
    }

    private static AuthReply from(XmlElement root) {
      Map<String, Secret> answers = new LinkedHashMap<>();
      root.child("auth").stream()
          .flatMap(auth -> auth.children().stream())
          .limit(MAXIMUM_ANSWERS)
          .forEach(answer -> answers.putIfAbsent(answer.name(), Secret.utf8(answer.text())));
      return new AuthReply(
          answers,
          root.childText("group-select").or(() -> listed(root)),
          SecondCertificate.in(root));
    }
  }

  /** Some clients answer the list like any other input. */
  private static Optional<String> listed(XmlElement root) {
    return root.child("auth").flatMap(auth -> auth.childText("group_list"));
  }

  /** The client accepts {@code complete}. */
  record Ack() implements ClientDocument {}

  /** A document that is of no use in a dialogue over IKE. */
  record Unknown(String type) implements ClientDocument {
    public Unknown {
      type = PrintableLine.of(type, PrintableLine.SHORT);
    }
  }

  /** Nothing when {@code document} is no well-formed {@code config-auth}. */
  static Optional<ClientDocument> parse(Octets document) {
    return XmlParser.parse(document)
        .filter(root -> root.name().equals("config-auth"))
        .flatMap(root -> root.attribute("type").map(type -> ofType(type, root)));
  }

  private static ClientDocument ofType(String type, XmlElement root) {
    return switch (type) {
      case "init" ->
          new Init(
              device(root),
              root.child("client-cert-fail").isPresent(),
              group(root),
              isCapableOf(root, "multiple-cert"));
      case "auth-reply" -> AuthReply.from(root);
      case "ack" -> new Ack();
      default -> new Unknown(type);
    };
  }

  /** What a user has picked goes before what the client's profile names, alone or in a URL. */
  private static Optional<String> group(XmlElement root) {
    return root.childText("group-select")
        .or(() -> root.childText("group-access").map(ClientDocument::lastSegment));
  }

  private static boolean isCapableOf(XmlElement root, String method) {
    return root.child("capabilities").stream()
        .flatMap(capabilities -> capabilities.children().stream())
        .anyMatch(
            child -> child.name().equals("auth-method") && child.text().strip().equals(method));
  }

  private static String lastSegment(String access) {
    return access.substring(access.lastIndexOf('/') + 1);
  }

  private static ClientDevice device(XmlElement root) {
    Optional<XmlElement> device = root.child("device-id");
    return new ClientDevice(
        root.childText("version"),
        root.childText("device-id"),
        device.flatMap(element -> element.attribute("computer-name")),
        device.flatMap(element -> element.attribute("platform-version")));
  }
}
