package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.crypto.AuthenticationMethod;
import io.gatehouse.protocol.ike.crypto.KeyDerivation;
import io.gatehouse.protocol.ike.crypto.SharedKeyAuthentication;
import io.gatehouse.protocol.ike.exchange.ProposalOffer;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** IKE_AUTH, as many exchanges as it takes (RFC 7296 sections 1.2 and 2.16). */
record Authenticating(
    Surroundings surroundings,
    Handshake handshake,
    IkeChannel channel,
    int espSpi,
    Optional<Identification> headend,
    Progress progress)
    implements Phase {

  /** What the pending response is to bring. */
  sealed interface Progress {
    /** The headend's identity, and all the rest where there is no EAP. */
    record First() implements Progress {}

    record Eap(AnyConnectPeer peer) implements Progress {}

    /** The headend's second AUTH. */
    record Last() implements Progress {}
  }

  static Phase begin(
      Surroundings surroundings, Handshake handshake, IkeChannel channel, Instant now) {
    int espSpi = surroundings.espSpi();
    channel.request(
        ExchangeType.IKE_AUTH, new FirstAuthRequest(surroundings, handshake).payloads(espSpi), now);
    surroundings.outbox().reached(Milestone.AUTH_REQUEST);
    return new Authenticating(
        surroundings, handshake, channel, espSpi, Optional.empty(), new Progress.First());
  }

  @Override
  public Phase receive(Octets datagram, Instant now) {
    return channel
        .receive(datagram)
        .filter(message -> message.header().response())
        .map(response -> responded(response, now))
        .orElse(this);
  }

  private Phase responded(IkeMessage response, Instant now) {
    // An EAP packet says more than the error that comes with it.
    Optional<String> error = Errors.in(response);
    if (error.isPresent() && response.first(Payload.Eap.class).isEmpty()) {
      return refused(error.get());
    }
    return switch (progress) {
      case Progress.First _ -> first(response, now);
      case Progress.Eap eap -> eap(eap.peer(), response, now);
      case Progress.Last _ -> last(response);
    };
  }

  private Phase refused(String error) {
    surroundings
        .outbox()
        .report(
            error.equals(NotifyType.AUTHENTICATION_FAILED.name())
                ? new ClientEvent.AuthenticationFailed("the headend says " + error)
                : new ClientEvent.Failed("the headend refuses IKE_AUTH: " + error));
    return new Over();
  }

  private Phase first(IkeMessage response, Instant now) {
    var authentication = new HeadendAuthentication(surroundings.settings(), handshake);
    return switch (authentication.of(response, now)) {
      case HeadendAuthentication.Outcome.Doubtful doubtful -> distrust(doubtful.reason(), now);
      case HeadendAuthentication.Outcome.Proved proved -> proved(proved.identity(), response, now);
    };
  }

  private Phase proved(Identification identity, IkeMessage response, Instant now) {
    Authenticating known =
        new Authenticating(
            surroundings, handshake, channel, espSpi, Optional.of(identity), progress);
    return surroundings.settings().credentials() instanceof Credentials.AnyConnect user
        ? known.eap(
            AnyConnectPeer.of(user, handshake, surroundings.settings().identity()), response, now)
        : known.connect(response);
  }

  private Phase eap(AnyConnectPeer peer, IkeMessage response, Instant now) {
    return response
        .first(Payload.Eap.class)
        .map(eap -> peer.receive(eap.packet(), surroundings.outbox()))
        .map(step -> stepped(step, now))
        .orElseGet(() -> distrust("the headend sends no EAP packet", now));
  }

  private Phase stepped(AnyConnectPeer.Step step, Instant now) {
    return switch (step) {
      case AnyConnectPeer.Step.Answer answer -> {
        answer.received().ifPresent(surroundings.outbox()::reached);
        channel.request(ExchangeType.IKE_AUTH, List.of(new Payload.Eap(answer.packet())), now);
        answer.sent().ifPresent(surroundings.outbox()::reached);
        yield at(new Progress.Eap(answer.peer()));
      }
      case AnyConnectPeer.Step.Succeeded _ -> {
        surroundings.outbox().reached(Milestone.EAP_SUCCESS);
        channel.request(ExchangeType.IKE_AUTH, List.of(finalAuth()), now);
        surroundings.outbox().reached(Milestone.FINAL_AUTH);
        yield at(new Progress.Last());
      }
      case AnyConnectPeer.Step.Failed failed -> {
        surroundings.outbox().report(new ClientEvent.AuthenticationFailed(failed.reason()));
        yield new Over();
      }
    };
  }

  /** AnyConnect-EAP makes no key, so SK_pi and SK_pr stand in for one (RFC 7296 section 2.16). */
  private Payload finalAuth() {
    Octets mac =
        SharedKeyAuthentication.compute(
            handshake.sa().suite().prf(),
            handshake.sa().keys().skPi(),
            handshake.initiatorOctets(surroundings.settings().identity()));
    return new Payload.Authentication(AuthenticationMethod.SHARED_KEY_MESSAGE_INTEGRITY_CODE, mac);
  }

  private Phase last(IkeMessage response) {
    boolean proved =
        response
            .first(Payload.Authentication.class)
            .filter(
                proof ->
                    SharedKeyAuthentication.verify(
                        handshake.sa().suite().prf(),
                        handshake.sa().keys().skPr(),
                        handshake.responderOctets(headend.orElseThrow()),
                        proof.data()))
            .isPresent();
    if (!proved) {
      surroundings
          .outbox()
          .report(new ClientEvent.AuthenticationFailed("the headend's last AUTH is wrong"));
      return new Over();
    }
    return connect(response);
  }

  private Phase connect(IkeMessage response) {
    return response
        .first(Payload.SecurityAssociation.class)
        .flatMap(
            answer ->
                ProposalOffer.firstEspAnswer(
                    surroundings.settings().espProposals(), answer.proposals()))
        .flatMap(
            chosen ->
                ChildOffer.initiated(
                    espSpi,
                    chosen.peerSpi(),
                    chosen.suite(),
                    KeyDerivation.child(
                        chosen.suite(),
                        handshake.sa().suite().prf(),
                        handshake.sa().keys().skD(),
                        Optional.empty(),
                        handshake.initiatorNonce(),
                        handshake.responderNonce()),
                    response))
        .map(child -> connected(child, response))
        .orElseGet(
            () -> {
              surroundings.outbox().report(new ClientEvent.Failed("the headend grants no tunnel"));
              return new Over();
            });
  }

  private Phase connected(TunnelSa child, IkeMessage response) {
    Assignment assignment =
        response
            .first(Payload.Configuration.class)
            .map(Assignment::from)
            .orElseGet(Assignment::none);
    surroundings.outbox().install(child, true);
    surroundings.outbox().configure(assignment);
    surroundings
        .outbox()
        .report(Descriptions.connected(assignment, headend.orElseThrow(), handshake.sa(), child));
    return new Connected(surroundings, channel, child);
  }

  /** RFC 7296 section 2.21.2: the headend is told, and is not waited for. */
  private Phase distrust(String reason, Instant now) {
    channel.request(
        ExchangeType.INFORMATIONAL,
        List.of(Payload.Notify.of(NotifyType.AUTHENTICATION_FAILED)),
        now);
    surroundings.outbox().report(new ClientEvent.AuthenticationFailed(reason));
    return new Over();
  }

  private Authenticating at(Progress next) {
    return new Authenticating(surroundings, handshake, channel, espSpi, headend, next);
  }

  @Override
  public Phase tick(Instant now) {
    return channel.tick(now) ? this : new Over();
  }

  @Override
  public Optional<Instant> deadline() {
    return channel.deadline();
  }
}
