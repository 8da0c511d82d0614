package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.crypto.ChildKeys;
import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.ike.crypto.KeyDerivation;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.message.Proposal;
import io.gatehouse.protocol.ike.message.TrafficSelector;
import io.gatehouse.protocol.ike.policy.EncryptionChoice;
import io.gatehouse.protocol.ike.policy.EspProposal;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The headend rekeys a CHILD SA (RFC 7296 sections 1.3.3 and 2.8): with the old one's suite, and
 * PFS if the profile wants it.
 */
final class ChildSaRekey {

  private static final Duration RETRY = Duration.ofSeconds(30);

  private ChildSaRekey() {}

  static Outstanding.Purpose.RekeyChildSa purpose(
      Established session, ChildSa old, Context context) {
    Optional<KeyExchangeMethod> method =
        CreateChildSaExchange.espProposals(session, context).stream()
            .flatMap(proposal -> proposal.keyExchange().stream())
            .findFirst()
            .or(() -> old.suite().keyExchange());
    EspSuite was = old.suite();
    EspSuite suite =
        new EspSuite(was.encryption(), was.keyLength(), was.integrity(), method, false);
    return new Outstanding.Purpose.RekeyChildSa(
        old.inboundSpi(),
        context.mint().espSpi(session.freeChildGeneration(context.mint())),
        InitialExchange.nonce(context),
        suite,
        method.map(context.keys()::take),
        Optional.empty());
  }

  static List<Payload> request(Established session, Outstanding.Purpose.RekeyChildSa rekey) {
    ChildSa old = session.childSa(rekey.oldSpi()).orElseThrow();
    List<Payload> payloads = new ArrayList<>();
    payloads.add(
        new Payload.Notify(
            Proposal.ESP,
            ChildSaCreation.spiOctets(old.inboundSpi()),
            NotifyType.REKEY_SA.number(),
            Octets.empty()));
    payloads.add(
        new Payload.SecurityAssociation(
            ProposalOffer.esp(
                List.of(offered(rekey.suite())), ChildSaCreation.spiOctets(rekey.newSpi()))));
    payloads.add(new Payload.Nonce(rekey.nonce()));
    rekey
        .key()
        .ifPresent(
            key ->
                payloads.add(
                    new Payload.KeyExchange(
                        rekey.suite().keyExchange().orElseThrow().id(), key.publicValue())));
    payloads.add(new Payload.TrafficSelectorsInitiator(old.local()));
    payloads.add(new Payload.TrafficSelectorsResponder(old.remote()));
    return payloads;
  }

  /** One proposal with nothing to choose from. */
  private static EspProposal offered(EspSuite suite) {
    return new EspProposal(
        "rekey",
        List.of(new EncryptionChoice(suite.encryption(), suite.keyLength())),
        suite.integrity().stream().toList(),
        suite.keyExchange().stream().toList());
  }

  static Step answered(
      Established session,
      Outstanding.Purpose.RekeyChildSa rekey,
      IkeMessage message,
      Context context) {
    Optional<Payload.Notify> error =
        message.all(Payload.Notify.class).filter(Payload.Notify::isError).findFirst();
    if (error.isPresent()) {
      return refused(session, rekey, error.get(), context);
    }
    return successor(session, rekey, message, context)
        .map(childSa -> replaced(session, rekey, message, childSa, context))
        .orElseGet(() -> discard(session, rekey, context));
  }

  private static Step refused(
      Established session,
      Outstanding.Purpose.RekeyChildSa rekey,
      Payload.Notify error,
      Context context) {
    if (error.is(NotifyType.CHILD_SA_NOT_FOUND)) {
      return OwnRequests.pump(
          session.edit().remove(rekey.oldSpi()).done(),
          List.of(Moving.remove(session, rekey.oldSpi())),
          true,
          context);
    }
    return OwnRequests.pump(retryLater(session, rekey, context), List.of(), true, context);
  }

  private static Established retryLater(
      Established session, Outstanding.Purpose.RekeyChildSa rekey, Context context) {
    return session
        .edit()
        .replace(rekey.oldSpi(), old -> old.rekeyedAt(context.now().plus(RETRY)))
        .done();
  }

  /**
   * The client has made a CHILD SA that the headend cannot use: it is deleted, and the old one
   * tried again.
   */
  private static Step discard(
      Established session, Outstanding.Purpose.RekeyChildSa rekey, Context context) {
    return OwnRequests.begin(
        retryLater(session, rekey, context),
        new Outstanding.Purpose.DeleteChildSa(rekey.newSpi()),
        List.of(
            new Decision.Report(
                new SessionEvent.Noted(
                    session.sessionId(), "the response to a CHILD SA rekey was not usable"))),
        context);
  }

  private static Optional<ChildSa> successor(
      Established session,
      Outstanding.Purpose.RekeyChildSa rekey,
      IkeMessage message,
      Context context) {
    Optional<Payload.SecurityAssociation> proposals =
        message.first(Payload.SecurityAssociation.class);
    Optional<Payload.Nonce> nonce = message.first(Payload.Nonce.class);
    Optional<ChildSa> old = session.childSa(rekey.oldSpi());
    boolean understood = Incoming.unsupportedCritical(message).isEmpty();
    if (!understood || proposals.isEmpty() || nonce.isEmpty() || old.isEmpty()) {
      return Optional.empty();
    }
    Optional<Octets> peerSpi =
        ProposalOffer.espAnswer(
                List.of(offered(rekey.suite())),
                proposals.get().proposals(),
                rekey.suite().keyExchange())
            .map(ProposalSelection.Chosen::peerSpi);
    Optional<Secret> sharedSecret =
        rekey
            .key()
            .flatMap(
                key ->
                    message
                        .first(Payload.KeyExchange.class)
                        .flatMap(keyExchange -> key.agree(keyExchange.data())));
    boolean lacksSecret = rekey.suite().keyExchange().isPresent() && sharedSecret.isEmpty();
    if (peerSpi.isEmpty() || lacksSecret) {
      return Optional.empty();
    }
    List<TrafficSelector> local =
        message
            .first(Payload.TrafficSelectorsInitiator.class)
            .map(Payload.TrafficSelectorsInitiator::selectors)
            .orElse(List.of());
    List<TrafficSelector> remote =
        message
            .first(Payload.TrafficSelectorsResponder.class)
            .map(Payload.TrafficSelectorsResponder::selectors)
            .orElse(List.of());
    if (!TrafficSelectors.covers(old.get().local(), local)
        || !TrafficSelectors.covers(old.get().remote(), remote)) {
      return Optional.empty();
    }
    ChildKeys keys =
        KeyDerivation.child(
            rekey.suite(),
            session.ikeSa().suite().prf(),
            session.ikeSa().keys().skD(),
            sharedSecret,
            rekey.nonce(),
            nonce.get().data());
    ChildSaLife life = ChildSaLife.begin(session.timing(), context);
    return Optional.of(
        new ChildSa(
                rekey.newSpi(),
                peerSpi.get().buffer().getInt(),
                rekey.suite(),
                keys.encryptionResponder(),
                keys.integrityResponder(),
                keys.encryptionInitiator(),
                keys.integrityInitiator(),
                local,
                remote,
                ChildSa.Stage.INSTALLED,
                life.rekeyAt(),
                life.expiresAt())
            .limitedTo(life.volume()));
  }

  /**
   * Without a collision the headend deletes the old CHILD SA; with one, the lowest of four nonces
   * loses.
   */
  private static Step replaced(
      Established session,
      Outstanding.Purpose.RekeyChildSa rekey,
      IkeMessage message,
      ChildSa successor,
      Context context) {
    Octets responderNonce = message.first(Payload.Nonce.class).orElseThrow().data();
    Octets lowest = CreateChildSaExchange.lower(rekey.nonce(), responderNonce);
    boolean redundant =
        rekey
            .collision()
            .filter(
                crossing ->
                    CreateChildSaExchange.lower(lowest, crossing.lowestNonce()).equals(lowest))
            .isPresent();
    EstablishedEdit edit =
        redundant
            ? session.edit().add(successor.at(ChildSa.Stage.TO_DELETE))
            : session
                .edit()
                .add(successor)
                .replace(rekey.oldSpi(), old -> old.at(ChildSa.Stage.TO_DELETE));
    Established next = edit.done();
    List<Decision> decisions =
        redundant ? List.of() : List.of(Establishment.install(next, successor));
    return OwnRequests.pump(next, decisions, true, context);
  }
}
