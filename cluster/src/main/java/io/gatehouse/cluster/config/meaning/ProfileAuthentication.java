package io.gatehouse.cluster.config.meaning;

import static io.gatehouse.cluster.config.language.Command.AUTHENTICATION_LOCAL;
import static io.gatehouse.cluster.config.language.Command.AUTHENTICATION_REMOTE;
import static io.gatehouse.cluster.config.language.Command.PROFILE_CERTIFICATE_ONLY;
import static io.gatehouse.cluster.config.language.Command.PROFILE_RSA_HASH;
import static io.gatehouse.cluster.config.language.Command.PROFILE_SECOND_CERTIFICATE;
import static io.gatehouse.cluster.config.language.Command.PROFILE_TRUSTPOINT;

import io.gatehouse.cluster.config.language.Problems;
import io.gatehouse.cluster.config.language.Section;
import io.gatehouse.cluster.config.language.Statement;
import io.gatehouse.cluster.config.language.Token;
import io.gatehouse.cluster.config.trustpoint.Trustpoint;
import io.gatehouse.protocol.eap.anyconnect.LoginGroup;
import io.gatehouse.protocol.ike.crypto.SignatureAuthentication.RsaHash;
import io.gatehouse.protocol.ike.policy.Credential;
import io.gatehouse.protocol.ike.policy.DeviceCertificate;
import io.gatehouse.protocol.ike.policy.LocalAuthentication;
import io.gatehouse.protocol.ike.policy.RemoteAuthentication;
import io.gatehouse.protocol.ike.policy.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code authentication local}, {@code authentication remote} and {@code pki trustpoint}. */
final class ProfileAuthentication {

  private final Section body;
  private final Catalogue<Trustpoint> trustpoints;
  private final int attempts;
  private final List<LoginGroup> groups;
  private final boolean debug;
  private final Problems problems;

  /**
   * @param attempts how often a password may be tried in one login
   * @param debug whether the documents of AnyConnect are logged
   */
  ProfileAuthentication(
      Section body,
      Catalogue<Trustpoint> trustpoints,
      int attempts,
      boolean debug,
      Problems problems) {
    this.body = body;
    this.trustpoints = trustpoints;
    this.attempts = attempts;
    this.debug = debug;
    this.groups = LoginGroups.read(body, problems);
    this.problems = problems;
  }

  Optional<LocalAuthentication> local() {
    Optional<Statement> statement = body.last(AUTHENTICATION_LOCAL);
    if (statement.isEmpty()) {
      return Optional.empty();
    }
    if (statement.get().has("pre-share")) {
      return Optional.of(new LocalAuthentication.PreShared());
    }
    return certificate(statement.get().subject());
  }

  List<RemoteAuthentication> remote() {
    List<RemoteAuthentication> remote = new ArrayList<>();
    for (Statement statement : body.all(AUTHENTICATION_REMOTE)) {
      Optional<RemoteAuthentication> method = remote(statement);
      method.filter(one -> !remote.contains(one)).ifPresent(remote::add);
    }
    checkLocalSignature();
    checkAnyConnect();
    return remote;
  }

  private Optional<RemoteAuthentication> remote(Statement statement) {
    if (statement.has("pre-share")) {
      return Optional.of(new RemoteAuthentication.PreShared());
    }
    if (statement.has("anyconnect-eap")) {
      return Optional.of(
          new RemoteAuthentication.AnyConnectEap(device(statement), attempts, groups, debug));
    }
    if (statement.has("eap")) {
      return Optional.of(new RemoteAuthentication.Eap(statement.has("query-identity")));
    }
    return Optional.of(new RemoteAuthentication.Certificate(trust(statement.subject())));
  }

  private Optional<DeviceCertificate> device(Statement statement) {
    return statement
        .keyword("cert-request")
        .map(
            keyword ->
                new DeviceCertificate(
                    trust(keyword),
                    body.has(PROFILE_CERTIFICATE_ONLY),
                    body.has(PROFILE_SECOND_CERTIFICATE)));
  }

  private void checkAnyConnect() {
    List<Statement> anyConnect =
        body.all(AUTHENTICATION_REMOTE).stream().filter(s -> s.has("anyconnect-eap")).toList();
    boolean asks = anyConnect.stream().anyMatch(s -> s.has("cert-request"));
    if (asks && !anyConnect.stream().allMatch(s -> s.has("cert-request"))) {
      problems.mistake(
          anyConnect.getLast().subject(),
          "the same method is there with and without 'cert-request'",
          "one of the two");
    }
    if (!asks) {
      Stream.of(PROFILE_CERTIFICATE_ONLY, PROFILE_SECOND_CERTIFICATE)
          .flatMap(command -> body.last(command).stream())
          .forEach(
              statement ->
                  problems.mistake(
                      statement.subject(),
                      "no certificate is asked for",
                      "'authentication remote anyconnect-eap aggregate cert-request'"));
    }
  }

  /** RFC 7296 section 2.16: with EAP, the responder proves itself by a public key. */
  private void checkLocalSignature() {
    boolean preShared = body.last(AUTHENTICATION_LOCAL).filter(s -> s.has("pre-share")).isPresent();
    for (Statement statement : body.all(AUTHENTICATION_REMOTE)) {
      Optional<Token> eap = statement.keyword("eap").or(() -> statement.keyword("anyconnect-eap"));
      if (preShared && eap.isPresent()) {
        problems.mistake(
            eap.get(),
            "with EAP the headend must prove itself by a certificate",
            "'authentication local rsa-sig' or 'ecdsa-sig'");
      }
    }
  }

  private Optional<LocalAuthentication> certificate(Token method) {
    List<Statement> named = roles("verify");
    if (named.isEmpty()) {
      problems.mistake(method, "there is no certificate to sign with", "'pki trustpoint'");
      return Optional.empty();
    }
    Token reference = named.getFirst().required("trustpoint");
    Optional<Trustpoint> trustpoint = trustpoints.resolve(reference, problems);
    if (trustpoint.isPresent() && trustpoint.get().credential().isEmpty()) {
      problems.mistake(
          reference,
          "the trustpoint has nothing to sign with",
          "'certificate' and 'private-key' in it");
    }
    return trustpoint.flatMap(
        found ->
            found
                .credential()
                .filter(credential -> fits(credential, method))
                .map(
                    credential ->
                        new LocalAuthentication.Certificate(credential, rsaHash(), found.pss())));
  }

  private boolean fits(Credential credential, Token method) {
    boolean rsa = credential.key().getAlgorithm().equals("RSA");
    if (method.is("rsa-sig") != rsa) {
      String kind = rsa ? "an RSA" : "an EC";
      problems.mistake(
          method,
          "the trustpoint " + credential.trustpoint() + " has " + kind + " key",
          rsa ? "rsa-sig" : "ecdsa-sig");
    }
    return method.is("rsa-sig") == rsa;
  }

  private RsaHash rsaHash() {
    return body.last(PROFILE_RSA_HASH).filter(s -> s.required("hash").is("sha1")).isPresent()
        ? RsaHash.SHA1
        : RsaHash.PRF;
  }

  private List<Trust> trust(Token method) {
    List<Statement> named = roles("sign");
    List<Trust> trust = new ArrayList<>();
    boolean broken = false;
    for (Statement statement : named) {
      Optional<Trustpoint> trustpoint =
          trustpoints.resolve(statement.required("trustpoint"), problems);
      broken |= trustpoint.isEmpty();
      trustpoint.map(Trustpoint::trust).filter(t -> !t.anchors().isEmpty()).ifPresent(trust::add);
    }
    if (trust.isEmpty() && !broken) {
      problems.mistake(
          method,
          "there is no authority to verify clients with",
          "'pki trustpoint' naming one that has a 'ca-certificate'");
    }
    return trust;
  }

  /**
   * The trustpoints for one role: those that do not name the other.
   *
   * @param other the keyword of the other role
   */
  private List<Statement> roles(String other) {
    return body.all(PROFILE_TRUSTPOINT).stream().filter(s -> !s.has(other)).toList();
  }
}
