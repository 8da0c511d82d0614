package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.eap.EapPacket;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.policy.RemoteAuthentication;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * EAP between the client and RADIUS (RFC 7296 section 2.16, RFC 3579): the headend looks into
 * identities only.
 */
final class EapRelay {

  private static final int LONGEST_IDENTITY = 253;

  private EapRelay() {}

  static Step begin(HalfOpen session, Admission admission, Context context) {
    RemoteAuthentication.Eap eap =
        admission.profile().remote(RemoteAuthentication.Eap.class).orElseThrow();
    Stage.RelayingEap relay = new Stage.RelayingEap(admission, Optional.empty(), Optional.empty());
    if (eap.queryIdentity()) {
      return opening(session.at(relay), admission, identityRequest(), context);
    }
    String identity = Identities.text(admission.client());
    if (Octets.utf8(identity).length() > LONGEST_IDENTITY) {
      return HalfOpenResponder.authenticationFailed(
          session, "IDi is too long for an EAP identity", context);
    }
    EapPacket response =
        new EapPacket(
            EapPacket.Code.RESPONSE,
            0,
            OptionalInt.of(EapPacket.TYPE_IDENTITY),
            Octets.utf8(identity));
    return ask(session, relay, identity, response.encode(), context);
  }

  private static Octets identityRequest() {
    return new EapPacket(
            EapPacket.Code.REQUEST, 0, OptionalInt.of(EapPacket.TYPE_IDENTITY), Octets.empty())
        .encode();
  }

  /** The response to the first request carries the headend's own proof before any EAP. */
  private static Step opening(
      HalfOpen session, Admission admission, Octets eapPacket, Context context) {
    return AuthenticationExchange.headendProof(session, admission, context)
        .map(
            proof -> {
              List<Payload> payloads = new ArrayList<>(proof);
              payloads.add(new Payload.Eap(eapPacket));
              return HalfOpenResponder.respond(
                  HalfOpenResponder.waiting(session, true, context), payloads, context);
            })
        .orElseGet(
            () ->
                HalfOpenResponder.authenticationFailed(
                    session, "no keyring entry for this peer", context));
  }

  static Step received(
      HalfOpen session, Stage.RelayingEap relay, IkeMessage message, Context context) {
    Optional<EapPacket> packet =
        message.first(Payload.Eap.class).flatMap(eap -> EapPacket.decode(eap.packet()));
    if (packet.isEmpty() || packet.get().code() != EapPacket.Code.RESPONSE) {
      return HalfOpenResponder.reject(
          session,
          List.of(Payload.Notify.of(NotifyType.INVALID_SYNTAX)),
          "an EAP response was expected",
          context);
    }
    Optional<String> identity = relay.identity().or(() -> identity(packet.get()));
    return identity
        .map(known -> ask(session, relay, known, packet.get().encode(), context))
        .orElseGet(
            () ->
                HalfOpenResponder.authenticationFailed(
                    session, "the client does not tell its EAP identity", context));
  }

  private static Optional<String> identity(EapPacket packet) {
    boolean usable =
        packet.type().equals(OptionalInt.of(EapPacket.TYPE_IDENTITY))
            && !packet.data().isEmpty()
            && packet.data().length() <= LONGEST_IDENTITY;
    return usable ? Optional.of(packet.data().utf8()) : Optional.empty();
  }

  private static Step ask(
      HalfOpen session, Stage.RelayingEap relay, String identity, Octets packet, Context context) {
    HalfOpen asking = HalfOpenResponder.waiting(session.nextRequest(), true, context);
    long id = asking.lastRequestId();
    AuthenticationRequest request =
        new AuthenticationRequest(
            id,
            relay.admission().profile().name(),
            session.sessionId(),
            Identities.text(relay.admission().client()),
            session.path(),
            new AuthenticationRequest.Claim.EapResponse(identity, packet),
            relay.conversation());
    return Step.of(
        asking.at(
            new Stage.RelayingEap(relay.admission(), Optional.of(identity), relay.conversation())),
        new Decision.Authenticate(request));
  }

  /**
   * What RADIUS says counts, and the packet must say the same: an EAP Success that came with
   * anything but an Access-Accept, or with one before any method was run, does not get to the
   * client.
   */
  static Step judged(
      HalfOpen session, Stage.RelayingEap relay, AuthenticationVerdict verdict, Context context) {
    return switch (verdict) {
      case AuthenticationVerdict.Challenged(_, Optional<Octets> packet, AaaConversation next)
          when isOf(packet, EapPacket.Code.REQUEST) ->
          challenged(session, relay, packet.get(), next, context);
      case AuthenticationVerdict.Accepted accepted
          when isOf(accepted.eapPacket(), EapPacket.Code.SUCCESS)
              && relay.conversation().isPresent() ->
          accepted(session, relay, accepted, accepted.eapPacket().get(), context);
      case AuthenticationVerdict.Challenged _,
          AuthenticationVerdict.NewPasswordWanted _,
          AuthenticationVerdict.Accepted _ ->
          HalfOpenResponder.authenticationFailed(
              session, "RADIUS answered without the EAP packet that belongs to it", context);
      case AuthenticationVerdict.Rejected(_, Optional<Octets> packet) ->
          rejected(
              session, relay, packet.filter(_ -> isOf(packet, EapPacket.Code.FAILURE)), context);
      case AuthenticationVerdict.Unavailable(String reason) ->
          HalfOpenResponder.authenticationFailed(session, "AAA: " + reason, context);
    };
  }

  private static boolean isOf(Optional<Octets> packet, EapPacket.Code code) {
    return packet.flatMap(EapPacket::decode).filter(eap -> eap.code() == code).isPresent();
  }

  private static Step challenged(
      HalfOpen session,
      Stage.RelayingEap relay,
      Octets packet,
      AaaConversation conversation,
      Context context) {
    HalfOpen next =
        session.at(
            new Stage.RelayingEap(relay.admission(), relay.identity(), Optional.of(conversation)));
    return beforeFirstResponse(session)
        ? opening(next, relay.admission(), packet, context)
        : HalfOpenResponder.respond(
            HalfOpenResponder.waiting(next, true, context),
            List.of(new Payload.Eap(packet)),
            context);
  }

  /** Whether the request that waits is the first of IKE_AUTH, whose message id is 1. */
  private static boolean beforeFirstResponse(HalfOpen session) {
    return session.window().nextId() == 2;
  }

  private static Step accepted(
      HalfOpen session,
      Stage.RelayingEap relay,
      AuthenticationVerdict.Accepted accepted,
      Octets packet,
      Context context) {
    Optional<Secret> msk = accepted.masterSessionKey();
    HalfOpen next =
        session.at(
            new Stage.AwaitingFinalAuthentication(
                relay.admission(),
                ClientAuthentication.of(AuthorizationRequest.Method.EAP),
                msk.orElse(session.ikeSa().keys().skPi()),
                msk.orElse(session.ikeSa().keys().skPr()),
                accepted.user(),
                Optional.empty()));
    return HalfOpenResponder.respond(
        HalfOpenResponder.waiting(next, false, context), List.of(new Payload.Eap(packet)), context);
  }

  /** RADIUS's own EAP Failure if it sent one; the client must see that EAP failed, not only IKE. */
  private static Step rejected(
      HalfOpen session, Stage.RelayingEap relay, Optional<Octets> packet, Context context) {
    List<Payload> payloads = new ArrayList<>();
    packet.ifPresent(failure -> payloads.add(new Payload.Eap(failure)));
    if (payloads.isEmpty()) {
      payloads.add(Payload.Notify.of(NotifyType.AUTHENTICATION_FAILED));
    }
    return HalfOpenResponder.reject(
        session, payloads, "RADIUS rejected " + relay.identity().orElse("the client"), context);
  }
}
