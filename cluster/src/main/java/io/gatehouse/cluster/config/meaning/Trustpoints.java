package io.gatehouse.cluster.config.meaning;

import static io.gatehouse.cluster.config.language.Command.CA_CERTIFICATE;
import static io.gatehouse.cluster.config.language.Command.CERTIFICATE;
import static io.gatehouse.cluster.config.language.Command.CRL;
import static io.gatehouse.cluster.config.language.Command.PKI_TRUSTPOINT;
import static io.gatehouse.cluster.config.language.Command.PRIVATE_KEY;
import static io.gatehouse.cluster.config.language.Command.REVOCATION_CHECK;
import static io.gatehouse.cluster.config.language.Command.RSA_SIGNATURE;

import io.gatehouse.cluster.config.language.Command;
import io.gatehouse.cluster.config.language.Problems;
import io.gatehouse.cluster.config.language.Section;
import io.gatehouse.cluster.config.language.Statement;
import io.gatehouse.cluster.config.language.Token;
import io.gatehouse.cluster.config.trustpoint.KeyPairing;
import io.gatehouse.cluster.config.trustpoint.Parsed;
import io.gatehouse.cluster.config.trustpoint.Pem;
import io.gatehouse.cluster.config.trustpoint.PemFiles;
import io.gatehouse.cluster.config.trustpoint.Trustpoint;
import io.gatehouse.protocol.ike.crypto.SignatureAuthentication;
import io.gatehouse.protocol.ike.policy.Credential;
import io.gatehouse.protocol.ike.policy.Trust;
import java.security.PrivateKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code crypto pki trustpoint}: enrolled by files instead of by a protocol. */
final class Trustpoints {

  private final PemFiles files;
  private final Instant now;
  private final Problems problems;

  /**
   * @param now against which certificates count as expired
   */
  Trustpoints(PemFiles files, Instant now, Problems problems) {
    this.files = files;
    this.now = now;
    this.problems = problems;
  }

  Catalogue<Trustpoint> read(Section section) {
    Catalogue<Trustpoint> trustpoints = new Catalogue<>("crypto pki trustpoint");
    for (Statement statement : section.all(PKI_TRUSTPOINT)) {
      int before = problems.mistakes().size();
      Trustpoint trustpoint = trustpoint(statement);
      boolean good = problems.mistakes().size() == before;
      trustpoints.define(trustpoint.name(), good ? Optional.of(trustpoint) : Optional.empty());
    }
    return trustpoints;
  }

  private Trustpoint trustpoint(Statement statement) {
    String name = statement.required("name").text();
    Section body = statement.body();
    List<X509Certificate> anchors = load(body, CA_CERTIFICATE, Pem::certificates);
    body.last(CA_CERTIFICATE).ifPresent(file -> validity(anchors, file.required("file")));
    List<X509CRL> revocationLists = load(body, CRL, Pem::revocationLists);
    boolean checked = revocationChecked(body);
    return new Trustpoint(
        name,
        credential(statement),
        new Trust(name, anchors, checked ? revocationLists : List.of()),
        body.last(RSA_SIGNATURE).filter(s -> s.required("padding").is("pss")).isPresent());
  }

  /**
   * Unlike on IOS, where lists are fetched, giving one is what turns the check on. A trustpoint
   * without authorities, as every router has some, verifies nobody.
   */
  private boolean revocationChecked(Section body) {
    Optional<Token> check = body.last(REVOCATION_CHECK).map(s -> s.required("check"));
    if (check.filter(c -> c.is("crl")).isPresent() && !body.has(CRL) && body.has(CA_CERTIFICATE)) {
      problems.mistake(check.get(), "there is no revocation list to check", "'crl FILE' as well");
    }
    return check.filter(c -> c.is("none")).isEmpty();
  }

  private Optional<Credential> credential(Statement statement) {
    Optional<Statement> certificate = statement.body().last(CERTIFICATE);
    Optional<Statement> key = statement.body().last(PRIVATE_KEY);
    if (certificate.isPresent() != key.isPresent()) {
      Token present = certificate.or(() -> key).orElseThrow().subject();
      String what = "there is a " + present.text() + " alone";
      problems.mistake(present, what, "both 'certificate' and 'private-key'");
    }
    if (certificate.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    Optional<List<X509Certificate>> chain = load(certificate.get(), Pem::certificates);
    Optional<PrivateKey> privateKey = load(key.get(), Pem::privateKey);
    chain.ifPresent(found -> validity(found, certificate.get().required("file")));
    return chain.flatMap(
        found ->
            privateKey
                .filter(own -> usable(own, found.getFirst(), key.get().required("file")))
                .map(SignatureAuthentication::signingKey)
                .map(own -> new Credential(statement.required("name").text(), found, own)));
  }

  private boolean usable(PrivateKey key, X509Certificate certificate, Token file) {
    boolean matches = KeyPairing.matches(key, certificate.getPublicKey());
    if (!matches) {
      problems.mistake(
          file,
          "the private key does not belong to the first certificate of the chain",
          "the key of " + certificate.getSubjectX500Principal().getName());
    }
    return matches;
  }

  private void validity(List<X509Certificate> certificates, Token file) {
    for (X509Certificate certificate : certificates) {
      String name = certificate.getSubjectX500Principal().getName();
      if (certificate.getNotAfter().toInstant().isBefore(now)) {
        problems.notice(
            file, "certificate " + name + " expired on " + certificate.getNotAfter().toInstant());
      } else if (certificate.getNotBefore().toInstant().isAfter(now)) {
        problems.notice(
            file,
            "certificate "
                + name
                + " is not valid before "
                + certificate.getNotBefore().toInstant());
      }
    }
  }

  private <T> List<T> load(
      Section body, Command command, Function<String, Parsed<List<T>>> decoder) {
    List<T> all = new ArrayList<>();
    body.all(command).forEach(statement -> load(statement, decoder).ifPresent(all::addAll));
    return all;
  }

  private <T> Optional<T> load(Statement statement, Function<String, Parsed<T>> decoder) {
    Token file = statement.required("file");
    return switch (files.read(file.text())) {
      case PemFiles.Content.Unreadable(String reason) -> {
        problems.mistake(file, "cannot read the file: " + reason, "a readable PEM file");
        yield Optional.empty();
      }
      case PemFiles.Content.Text(String text) ->
          switch (decoder.apply(text)) {
            case Parsed.Good<T>(T value) -> Optional.of(value);
            case Parsed.Bad<T>(String reason) -> {
              problems.mistake(file, "the file " + reason, "a PEM file for this command");
              yield Optional.empty();
            }
          };
    };
  }
}
