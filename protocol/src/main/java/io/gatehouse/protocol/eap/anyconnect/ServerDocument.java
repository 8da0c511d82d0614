package io.gatehouse.protocol.eap.anyconnect;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.text.PrintableLine;
import java.util.List;
import java.util.Optional;

/** A document from a headend, as a client reads it. */
public sealed interface ServerDocument {

  record Hello() implements ServerDocument {}

  /** The client's certificate is asked for, with a signature. */
  record CertificateRequest() implements ServerDocument {}

  /**
   * A second certificate is asked for, with a signature of this document.
   *
   * @param hashes that the headend knows, by their names
   */
  record SecondCertificateRequest(List<String> hashes) implements ServerDocument {
    public SecondCertificateRequest {
      hashes = List.copyOf(hashes);
    }
  }

  /** Nothing more is asked for: a reply without answers is wanted. */
  record AuthenticationComplete() implements ServerDocument {}

  /**
   * A form to be filled in.
   *
   * @param id of the form: {@code main}, {@code challenge}, ...
   * @param error what was wrong with the answers before
   * @param groups to pick from, by their values
   */
  record AuthRequest(
      String id,
      Optional<String> title,
      Optional<String> message,
      Optional<String> error,
      List<Input> inputs,
      List<String> groups)
      implements ServerDocument {
    public AuthRequest {
      inputs = List.copyOf(inputs);
      groups = List.copyOf(groups);
    }
  }

  /** A field of a form; {@code type} is {@code text}, {@code password}, {@code hidden}, ... */
  record Input(String type, String name, String label) {}

  /**
   * The user is in.
   *
   * @param serverCertificateHash of the server's certificate: SHA-1, 40 hexadecimal digits
   * @param banner that the user has to accept
   */
  record Complete(
      String sessionId, String sessionToken, String serverCertificateHash, Optional<String> banner)
      implements ServerDocument {

    /** Without the token: who has it may one day resume the session. */
    @Override
    public String toString() {
      return "Complete[sessionId=" + sessionId + "]";
    }
  }

  /** The user is not let in, and need not try again. */
  record Refusal(String error) implements ServerDocument {}

  /** A document that this reader has no use for. */
  record Unknown(String type) implements ServerDocument {
    public Unknown {
      type = PrintableLine.of(type, PrintableLine.SHORT);
    }
  }

  /** Nothing when {@code document} is no well-formed {@code config-auth}. */
  static Optional<ServerDocument> parse(Octets document) {
    return XmlParser.parse(document)
        .filter(root -> root.name().equals("config-auth"))
        .flatMap(root -> root.attribute("type").map(type -> ofType(type, root)));
  }

  /** An {@code error} that is a child of the root is final, whatever the document's type is. */
  private static ServerDocument ofType(String type, XmlElement root) {
    Optional<XmlElement> error = root.child("error");
    if (error.isPresent()) {
      return new Refusal(error.get().text().strip());
    }
    return switch (type) {
      case "hello" -> new Hello();
      case "auth-request" -> request(root).orElse(new Unknown(type));
      case "complete" -> complete(root).orElse(new Unknown(type));
      default -> new Unknown(type);
    };
  }

  private static Optional<ServerDocument> request(XmlElement root) {
    return root.child("client-cert-request")
        .<ServerDocument>map(_ -> new CertificateRequest())
        .or(() -> root.child("multiple-client-cert-request").map(ServerDocument::second))
        .or(() -> root.child("auth").map(ServerDocument::dialog));
  }

  private static ServerDocument second(XmlElement request) {
    return new SecondCertificateRequest(
        request.children().stream()
            .filter(child -> child.name().equals("hash-algorithm"))
            .map(child -> child.text().strip())
            .toList());
  }

  private static ServerDocument dialog(XmlElement auth) {
    return auth.child("authentication-complete").isPresent()
        ? new AuthenticationComplete()
        : form(auth);
  }

  private static ServerDocument form(XmlElement auth) {
    List<Input> inputs =
        auth.child("form").stream()
            .flatMap(form -> form.children().stream())
            .filter(child -> child.name().equals("input"))
            .map(ServerDocument::input)
            .toList();
    return new AuthRequest(
        auth.attribute("id").orElse(""),
        auth.childText("title"),
        auth.childText("message"),
        auth.childText("error"),
        inputs,
        groups(auth));
  }

  private static List<String> groups(XmlElement auth) {
    return auth.child("form").stream()
        .flatMap(form -> form.children().stream())
        .filter(child -> child.name().equals("select"))
        .filter(select -> select.attribute("name").filter("group_list"::equals).isPresent())
        .flatMap(select -> select.children().stream())
        .filter(child -> child.name().equals("option"))
        .map(option -> option.attribute("value").orElse(option.text().strip()))
        .toList();
  }

  private static Input input(XmlElement input) {
    return new Input(
        input.attribute("type").orElse("text"),
        input.attribute("name").orElse(""),
        input.attribute("label").orElse(""));
  }

  /** What a client wants to find: {@code auth}, and {@code config} with the certificate's hash. */
  private static Optional<ServerDocument> complete(XmlElement root) {
    return root.child("auth")
        .flatMap(auth -> root.child("config"))
        .flatMap(config -> config.child("vpn-base-config"))
        .flatMap(config -> config.childText("server-cert-hash"))
        .map(
            hash ->
                new Complete(
                    root.childText("session-id").orElse(""),
                    root.childText("session-token").orElse(""),
                    hash,
                    root.child("auth").flatMap(auth -> auth.childText("banner"))));
  }
}
