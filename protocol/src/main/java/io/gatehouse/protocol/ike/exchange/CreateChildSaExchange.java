package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.message.Proposal;
import io.gatehouse.protocol.ike.policy.EncryptionChoice;
import io.gatehouse.protocol.ike.policy.EspProposal;
import io.gatehouse.protocol.ike.policy.Profile;
import io.gatehouse.protocol.octets.Octets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * CREATE_CHILD_SA begun by the client (RFC 7296 section 1.3): a further CHILD SA, or the rekey of
 * one, or of the IKE SA.
 */
final class CreateChildSaExchange {

  private static final int MOST_CHILD_SAS = 16;

  private CreateChildSaExchange() {}

  static Step requested(Established session, IkeMessage message, Context context) {
    Optional<Payload.SecurityAssociation> proposals =
        message.first(Payload.SecurityAssociation.class);
    Optional<Payload.Nonce> nonce = message.first(Payload.Nonce.class);
    if (proposals.isEmpty() || nonce.isEmpty()) {
      return refuse(session, message, Payload.Notify.of(NotifyType.INVALID_SYNTAX), context);
    }
    boolean rekeysIkeSa =
        proposals.get().proposals().stream().anyMatch(p -> p.protocol() == Proposal.IKE);
    return rekeysIkeSa
        ? IkeSaRekey.requested(session, message, proposals.get(), nonce.get().data(), context)
        : childSa(session, message, proposals.get(), nonce.get().data(), context);
  }

  /**
   * Refusals are stored too: a request that another life of this session has refused must not come
   * again and succeed.
   */
  static Step refuse(
      Established session, IkeMessage message, Payload.Notify notify, Context context) {
    return notify.is(NotifyType.INVALID_SYNTAX)
        ? EstablishedResponder.invalidSyntax(
            session, message.header(), "CREATE_CHILD_SA lacks a payload, or has a bad one", context)
        : EstablishedResponder.respondStored(
            session, message.header(), List.of(notify), List.of(), context);
  }

  private static Step childSa(
      Established session,
      IkeMessage message,
      Payload.SecurityAssociation proposals,
      Octets nonce,
      Context context) {
    Optional<Payload.TrafficSelectorsInitiator> tsi =
        message.first(Payload.TrafficSelectorsInitiator.class);
    Optional<Payload.TrafficSelectorsResponder> tsr =
        message.first(Payload.TrafficSelectorsResponder.class);
    if (tsi.isEmpty() || tsr.isEmpty()) {
      return refuse(session, message, Payload.Notify.of(NotifyType.INVALID_SYNTAX), context);
    }
    Optional<Payload.Notify> rekey = message.notify(NotifyType.REKEY_SA);
    Optional<ChildSa> old = rekey.flatMap(notify -> rekeyed(session, notify));
    Optional<Payload.Notify> refusal = refusal(session, rekey, old);
    if (refusal.isPresent()) {
      return refuse(session, message, refusal.get(), context);
    }
    Octets responderNonce = InitialExchange.nonce(context);
    ChildSaRequest request =
        new ChildSaRequest(
            proposals,
            tsi.get(),
            tsr.get(),
            nonce,
            message.first(Payload.KeyExchange.class),
            false);
    return switch (ChildSaCreation.respond(
        session, request, espProposals(session, context), responderNonce, context)) {
      case ChildSaCreation.Refused(Payload.Notify notify) ->
          refuse(session, message, notify, context);
      case ChildSaCreation.Created created ->
          created(session, message, created, old, nonce, responderNonce, context);
    };
  }

  static List<EspProposal> espProposals(Established session, Context context) {
    return context.policy().profiles().stream()
        .filter(profile -> profile.name().equals(session.participants().profile()))
        .findFirst()
        .map(Profile::espProposals)
        .orElseGet(() -> agreedBefore(session));
  }

  /**
   * The profile was taken out of the configuration, and the session goes on with the algorithms
   * that it has, with a key exchange of its IKE SA's group or without.
   */
  private static List<EspProposal> agreedBefore(Established session) {
    List<KeyExchangeMethod> group = List.of(session.ikeSa().suite().keyExchange());
    return session.childSas().stream()
        .map(ChildSa::suite)
        .flatMap(suite -> Stream.of(agreed(suite, group), agreed(suite, List.of())))
        .distinct()
        .toList();
  }

  private static EspProposal agreed(EspSuite suite, List<KeyExchangeMethod> keyExchange) {
    return new EspProposal(
        "agreed",
        List.of(new EncryptionChoice(suite.encryption(), suite.keyLength())),
        suite.integrity().stream().toList(),
        keyExchange);
  }

  /** REKEY_SA names the SPI that the client receives with (RFC 7296 section 2.8). */
  private static Optional<ChildSa> rekeyed(Established session, Payload.Notify notify) {
    return notify.spi().length() == Integer.BYTES
        ? session.childSaByOutboundSpi(notify.spi().buffer().getInt())
        : Optional.empty();
  }

  /** RFC 7296 sections 2.25 and 2.25.1. */
  private static Optional<Payload.Notify> refusal(
      Established session, Optional<Payload.Notify> rekey, Optional<ChildSa> old) {
    if (rekey.isPresent() && old.isEmpty()) {
      return Optional.of(
          new Payload.Notify(
              Proposal.ESP,
              rekey.get().spi(),
              NotifyType.CHILD_SA_NOT_FOUND.number(),
              Octets.empty()));
    }
    boolean fading = old.filter(sa -> sa.stage() != ChildSa.Stage.INSTALLED).isPresent();
    if (fading || session.ending().isPresent()) {
      return Optional.of(Payload.Notify.of(NotifyType.TEMPORARY_FAILURE));
    }
    return session.childSas().size() >= MOST_CHILD_SAS
        ? Optional.of(Payload.Notify.of(NotifyType.NO_ADDITIONAL_SAS))
        : Optional.empty();
  }

  private static Step created(
      Established session,
      IkeMessage message,
      ChildSaCreation.Created created,
      Optional<ChildSa> old,
      Octets initiatorNonce,
      Octets responderNonce,
      Context context) {
    List<Payload> payloads = new ArrayList<>(created.payloads());
    payloads.add(1, new Payload.Nonce(responderNonce));
    Established next = created.established();
    int newSpi = created.childSa().inboundSpi();
    if (old.isPresent()) {
      int oldSpi = old.get().inboundSpi();
      Octets lowest = lower(initiatorNonce, responderNonce);
      next =
          next.edit()
              .replace(oldSpi, sa -> sa.at(ChildSa.Stage.REPLACED_BY_PEER))
              .replace(newSpi, sa -> sa.replacing(oldSpi))
              .outstanding(crossed(session, oldSpi, newSpi, lowest))
              .done();
    }
    return EstablishedResponder.respondStored(
        next,
        message.header(),
        payloads,
        List.of(Establishment.install(next, next.childSa(newSpi).orElseThrow())),
        context);
  }

  /**
   * The headend has asked to rekey the same CHILD SA: who yields is settled when its response
   * comes.
   */
  private static Optional<Outstanding> crossed(
      Established session, int oldSpi, int successorSpi, Octets lowestNonce) {
    return session
        .outstanding()
        .map(
            own ->
                own.purpose() instanceof Outstanding.Purpose.RekeyChildSa rekey
                        && rekey.oldSpi() == oldSpi
                    ? own.withPurpose(
                        rekey.crossedBy(
                            new Outstanding.Purpose.Collision(successorSpi, lowestNonce)))
                    : own);
  }

  /** Nonces compare octet by octet (RFC 7296 section 2.8.1). */
  static Octets lower(Octets one, Octets other) {
    return Arrays.compareUnsigned(one.array(), other.array()) <= 0 ? one : other;
  }
}
