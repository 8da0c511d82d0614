package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.ConfigurationType;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.ike.policy.LocalAuthentication;
import io.gatehouse.protocol.ike.policy.Profile;
import io.gatehouse.protocol.ike.policy.RemoteAuthentication;
import io.gatehouse.protocol.octets.Octets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The first IKE_AUTH request (RFC 7296 sections 1.2 and 2.16): it says who the client is, and how
 * it will prove that.
 */
final class AuthenticationExchange {

  private AuthenticationExchange() {}

  static Step first(HalfOpen begun, IkeMessage message, Context context) {
    HalfOpen session =
        message.notify(NotifyType.IKEV2_MESSAGE_ID_SYNC_SUPPORTED).isPresent()
            ? begun.with(begun.peer().withMessageIdSync(true))
            : begun;
    Optional<Identification> client =
        message
            .first(Payload.IdentificationInitiator.class)
            .map(Payload.IdentificationInitiator::identification);
    Optional<Payload.SecurityAssociation> proposals =
        message.first(Payload.SecurityAssociation.class);
    Optional<Payload.TrafficSelectorsInitiator> tsi =
        message.first(Payload.TrafficSelectorsInitiator.class);
    Optional<Payload.TrafficSelectorsResponder> tsr =
        message.first(Payload.TrafficSelectorsResponder.class);
    if (client.isEmpty() || proposals.isEmpty() || tsi.isEmpty() || tsr.isEmpty()) {
      return HalfOpenResponder.reject(
          session,
          List.of(Payload.Notify.of(NotifyType.INVALID_SYNTAX)),
          "the first IKE_AUTH request lacks IDi, SA, TSi or TSr",
          context);
    }
    Optional<Payload.Authentication> authentication = message.first(Payload.Authentication.class);
    Optional<Profile> profile = profile(client.get(), authentication, session.peer(), context);
    if (profile.isEmpty()) {
      return HalfOpenResponder.authenticationFailed(
          session,
          "no profile matches "
              + Identities.text(client.get())
              + " with "
              + authentication.map(a -> "AUTH method " + a.method()).orElse("EAP"),
          context);
    }
    Admission admission =
        new Admission(
            profile.get(),
            client.get(),
            HeadendProof.identity(profile.get(), session.path()),
            certificates(message),
            authentication,
            configurationRequest(message),
            proposals.get(),
            tsi.get(),
            tsr.get(),
            message.notify(NotifyType.INITIAL_CONTACT).isPresent());
    return prove(session, admission, context);
  }

  /**
   * The first profile for this identity that has the kind of authentication which the client has
   * chosen.
   */
  private static Optional<Profile> profile(
      Identification client,
      Optional<Payload.Authentication> authentication,
      Peer peer,
      Context context) {
    Predicate<Profile> kind =
        authentication
            .<Predicate<Profile>>map(AuthenticationExchange::accepts)
            .orElse(
                profile ->
                    wantsAnyConnect(client, peer, profile)
                        || profile.remote(RemoteAuthentication.Eap.class).isPresent());
    return context.policy().profiles().stream()
        .filter(profile -> profile.matches().stream().anyMatch(m -> Identities.matches(m, client)))
        .filter(kind)
        .findFirst();
  }

  private static Predicate<Profile> accepts(Payload.Authentication authentication) {
    Class<? extends RemoteAuthentication> wanted =
        ClientProof.isSharedKey(authentication)
            ? RemoteAuthentication.PreShared.class
            : RemoteAuthentication.Certificate.class;
    return profile -> profile.remote(wanted).isPresent();
  }

  /**
   * The vendor id is strong evidence; without it the identity, or a profile that has nothing else,
   * decides.
   */
  private static boolean wantsAnyConnect(Identification client, Peer peer, Profile profile) {
    return profile.remote(RemoteAuthentication.AnyConnectEap.class).isPresent()
        && (peer.anyConnect()
            || client.data().equals(Identities.ANYCONNECT)
            || profile.remote(RemoteAuthentication.Eap.class).isEmpty());
  }

  /** CFG_SET has no meaning yet, and replies are not a client's to send (RFC 7296 section 3.15). */
  private static Optional<Payload.Configuration> configurationRequest(IkeMessage message) {
    return message
        .all(Payload.Configuration.class)
        .filter(configuration -> configuration.type() == ConfigurationType.CFG_REQUEST)
        .findFirst();
  }

  private static List<Octets> certificates(IkeMessage message) {
    return message
        .all(Payload.Certificate.class)
        .filter(certificate -> certificate.encoding() == Payload.Certificate.X509_SIGNATURE)
        .map(Payload.Certificate::data)
        .toList();
  }

  private static Step prove(HalfOpen session, Admission admission, Context context) {
    if (admission.authentication().isEmpty()) {
      return wantsAnyConnect(admission.client(), session.peer(), admission.profile())
          ? AnyConnectExchange.begin(session, admission, context)
          : EapRelay.begin(session, admission, context);
    }
    return switch (ClientProof.verify(
        session, admission, admission.authentication().get(), context)) {
      case ClientProof.Proved(ClientAuthentication authentication) ->
          headendProof(session, admission, context)
              .map(
                  proof ->
                      Establishment.authorize(
                          session,
                          admission,
                          authentication,
                          proof,
                          Authorization.of(Identities.text(admission.client())),
                          context))
              .orElseGet(
                  () ->
                      HalfOpenResponder.authenticationFailed(
                          session, "no keyring entry for this peer", context));
      case ClientProof.NotProved(String reason) ->
          HalfOpenResponder.authenticationFailed(
              session, Identities.text(admission.client()) + ": " + reason, context);
    };
  }

  static Optional<List<Payload>> headendProof(
      HalfOpen session, Admission admission, Context context) {
    return switch (admission.profile().local()) {
      case LocalAuthentication.Certificate certificate ->
          Optional.of(HeadendProof.signed(session, admission, certificate, context));
      case LocalAuthentication.PreShared() ->
          ClientProof.keyringPeer(admission, session.path())
              .map(peer -> HeadendProof.preShared(session, admission, peer.local()));
    };
  }
}
