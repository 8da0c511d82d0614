package io.gatehouse.node.console.show;

import io.gatehouse.protocol.ike.policy.Credential;
import io.gatehouse.protocol.ike.policy.LocalAuthentication;
import io.gatehouse.protocol.ike.policy.Profile;
import io.gatehouse.protocol.ike.policy.RemoteAuthentication;
import io.gatehouse.protocol.ike.policy.Trust;
import io.gatehouse.protocol.text.PrintableLine;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/**
 * {@code show crypto pki certificates}, in the layout of IOS: the certificates of the trustpoints
 * that profiles use.
 */
public final class CertificateTable {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC' MMM d uuuu", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private CertificateTable() {}

  /**
   * A certificate of a trustpoint.
   *
   * @param authority whether it stands for others
   */
  private record Entry(X509Certificate certificate, String trustpoint, boolean authority) {}

  /**
   * Lines that each end with {@code \n}.
   *
   * @param trustpoint the only one that is shown; all when empty
   */
  public static String show(List<Profile> profiles, Optional<String> trustpoint) {
    SequencedMap<Entry, String> entries = new LinkedHashMap<>();
    profiles.stream()
        .flatMap(CertificateTable::entries)
        .filter(entry -> trustpoint.isEmpty() || entry.trustpoint().equals(trustpoint.get()))
        .forEach(entry -> entries.putIfAbsent(entry, text(entry)));
    return String.join("\n", entries.values());
  }

  private static Stream<Entry> entries(Profile profile) {
    Stream<Entry> own =
        switch (profile.local()) {
          case LocalAuthentication.PreShared() -> Stream.of();
          case LocalAuthentication.Certificate(Credential credential, var _, var _) ->
              chain(credential);
        };
    return Stream.concat(
        own,
        profile.remote().stream()
            .flatMap(CertificateTable::trust)
            .flatMap(CertificateTable::anchors));
  }

  private static Stream<Entry> chain(Credential credential) {
    return Stream.concat(
        Stream.of(new Entry(credential.chain().getFirst(), credential.trustpoint(), false)),
        credential.chain().stream()
            .skip(1)
            .map(one -> new Entry(one, credential.trustpoint(), true)));
  }

  private static Stream<Trust> trust(RemoteAuthentication remote) {
    return switch (remote) {
      case RemoteAuthentication.PreShared _, RemoteAuthentication.Eap _ -> Stream.of();
      case RemoteAuthentication.Certificate(List<Trust> trust) -> trust.stream();
      case RemoteAuthentication.AnyConnectEap eap ->
          eap.device().stream().flatMap(one -> one.trust().stream());
    };
  }

  private static Stream<Entry> anchors(Trust trust) {
    return trust.anchors().stream().map(one -> new Entry(one, trust.trustpoint(), true));
  }

  private static String text(Entry entry) {
    X509Certificate certificate = entry.certificate();
    StringBuilder text =
        new StringBuilder(entry.authority() ? "CA Certificate\n" : "Certificate\n");
    text.append("  Status: Available\n");
    text.append(
        "  Certificate Serial Number (hex): %s\n"
            .formatted(certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT)));
    text.append(
        "  Certificate Usage: %s\n".formatted(entry.authority() ? "Signature" : "General Purpose"));
    name(text, "Issuer", certificate.getIssuerX500Principal());
    name(text, "Subject", certificate.getSubjectX500Principal());
    text.append("  Validity Date: \n");
    text.append("    start date: %s\n".formatted(time(certificate.getNotBefore())));
    text.append("    end   date: %s\n".formatted(time(certificate.getNotAfter())));
    text.append("  Associated Trustpoints: %s\n".formatted(entry.trustpoint()));
    return text.toString();
  }

  private static void name(StringBuilder text, String label, X500Principal name) {
    text.append("  %s: \n".formatted(label));
    Stream.of(name.getName(X500Principal.RFC2253).split("(?<!\\\\),"))
        .forEach(part -> text.append("    %s\n".formatted(PrintableLine.of(attribute(part)))));
  }

  /** IOS writes the types of attributes in small letters. */
  private static String attribute(String part) {
    int equals = part.indexOf('=');
    return equals < 0
        ? part
        : part.substring(0, equals).toLowerCase(Locale.ROOT) + part.substring(equals);
  }

  private static String time(Date date) {
    return TIME.format(date.toInstant());
  }
}
