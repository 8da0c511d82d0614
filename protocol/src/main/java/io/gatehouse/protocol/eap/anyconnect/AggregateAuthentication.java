package io.gatehouse.protocol.eap.anyconnect;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.Optional;

/**
 * The headend's side of an AnyConnect-EAP dialogue: hello, init, auth-request, auth-reply,
 * complete, ack, Success. Before the form, or instead of it, the client may be asked for its
 * certificate, and answers with init again. Immutable.
 */
public interface AggregateAuthentication {

  /** Where a step leads. */
  record Progress(AggregateAuthentication dialogue, Outcome outcome) {}

  /** What is to be done next. */
  sealed interface Outcome {
    /**
     * A whole EAP Request. The client's user may have to type before it is answered when {@code
     * prompts}.
     */
    record Send(Octets packet, boolean prompts) implements Outcome {}

    /**
     * These must be checked, then call {@link #certificateChecked}.
     *
     * @param certificates any octets; they should be PKCS #7 SignedData
     * @param signature any octets; it should be one of what the client's AUTH would cover
     */
    record CheckCertificate(Octets certificates, Octets signature) implements Outcome {}

    /**
     * Likewise, of a second certificate, whose owner must not be the first one's again.
     *
     * @param hash as the client names the one that it has signed with
     * @param signed what the signature should be of
     */
    record CheckSecondCertificate(Octets certificates, Octets signature, String hash, Octets signed)
        implements Outcome {}

    /**
     * The certificate was accepted, and nothing else is asked for: whom it names must be
     * authorized, then call {@link #verdict}.
     */
    record CertificateSuffices() implements Outcome {}

    /** AAA must check this, then call {@link #verdict}. */
    record CheckPassword(String userName, Secret password, boolean answersChallenge)
        implements Outcome {}

    /** {@code packet} is EAP Success, to be sent; the client's AUTH comes next. */
    record Succeeded(Octets packet) implements Outcome {}

    /** {@code packet} is EAP Failure; {@code reason} is for the operator's log. */
    record Failed(Octets packet, String reason) implements Outcome {}
  }

  /** What AAA, and authorization after it, made of the password. */
  sealed interface Verdict {
    /**
     * Authenticated and authorized.
     *
     * @param banner which the user has to accept
     */
    record Accepted(Optional<String> banner) implements Verdict {
      /** Without a banner. */
      public Accepted() {
        this(Optional.empty());
      }
    }

    /** Wrong: the user may try again while attempts last. */
    record Rejected(Optional<String> message) implements Verdict {}

    /** AAA wants one more answer. */
    record Challenged(String prompt) implements Verdict {}

    /** The password has expired: AAA wants a new one, twice typed by its user. */
    record NewPasswordWanted(String prompt) implements Verdict {}

    /** Final: the password was right but the user may not in, or AAA does not answer. */
    record Refused(String message) implements Verdict {}
  }

  /**
   * The first step: its outcome sends {@code hello}.
   *
   * @param identifier of the first EAP Request, 0 to 255
   */
  static Progress begin(DialogueSettings settings, int identifier) {
    return Dialogue.begin(settings, identifier);
  }

  /** A whole EAP packet from the client: any octets. */
  Progress receive(Octets packet);

  /** After {@link Outcome.CheckCertificate} and {@link Outcome.CheckSecondCertificate} only. */
  Progress certificateChecked(boolean accepted);

  /**
   * After {@link Outcome.CheckPassword}; after {@link Outcome.CertificateSuffices}, when nobody has
   * tried a password, it is accepted or refused.
   */
  Progress verdict(Verdict verdict);

  /** Whether the client's next packet may hold its certificate, which takes time to check. */
  boolean awaitsCertificate();

  /**
   * Whether {@code complete} was sent and not taken back since. A client may go straight from there
   * to its AUTH, without {@code ack} and EAP Success.
   */
  boolean authenticated();

  /** The name of the group that the user has picked, if there are groups to pick from. */
  Optional<String> group();

  /** The client's version and device as it told in {@code init}, bounded, for {@code show}. */
  Optional<String> clientDescription();
}
