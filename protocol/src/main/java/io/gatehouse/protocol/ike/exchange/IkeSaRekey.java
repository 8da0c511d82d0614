package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.crypto.EphemeralKey;
import io.gatehouse.protocol.ike.crypto.IkeKeys;
import io.gatehouse.protocol.ike.crypto.IkeSuite;
import io.gatehouse.protocol.ike.crypto.KeyDerivation;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.message.Proposal;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The client rekeys the IKE SA (RFC 7296 sections 1.3.2 and 2.18). Session, address and CHILD SAs
 * stay.
 */
final class IkeSaRekey {

  /** How long the client may take to delete the old IKE SA. */
  private static final Duration OVERLAP = Duration.ofMinutes(5);

  /** Of a request without KE: an IKE SA is never rekeyed without a key exchange (section 2.18). */
  private static final int NO_METHOD = 0;

  private IkeSaRekey() {}

  static Step requested(
      Established session,
      IkeMessage message,
      Payload.SecurityAssociation proposals,
      Octets initiatorNonce,
      Context context) {
    if (busy(session)) {
      return CreateChildSaExchange.refuse(
          session, message, Payload.Notify.of(NotifyType.TEMPORARY_FAILURE), context);
    }
    Optional<Payload.KeyExchange> keyExchange = message.first(Payload.KeyExchange.class);
    int method = keyExchange.map(Payload.KeyExchange::method).orElse(NO_METHOD);
    return switch (ProposalSelection.rekeyedIke(
        context.policy().proposals(), proposals.proposals(), method)) {
      case ProposalSelection.Chosen<IkeSuite>(IkeSuite suite, Octets spi, Proposal answer) ->
          agree(
              session,
              message,
              suite,
              answer,
              spi,
              keyExchange.orElseThrow(),
              initiatorNonce,
              context);
      case ProposalSelection.WrongKeyExchange<IkeSuite>(KeyExchangeMethod wanted) ->
          CreateChildSaExchange.refuse(
              session, message, Refusals.invalidKeyExchange(wanted), context);
      case ProposalSelection.None<IkeSuite>() ->
          CreateChildSaExchange.refuse(
              session, message, Payload.Notify.of(NotifyType.NO_PROPOSAL_CHOSEN), context);
    };
  }

  /**
   * RFC 7296 section 2.25.2: not while the headend changes something itself. A question about
   * liveness, or about message ids that begin anew, may be dropped.
   */
  private static boolean busy(Established session) {
    return session.ending().isPresent()
        || session.outstanding().filter(own -> !own.purpose().changesNothing()).isPresent();
  }

  private static Step agree(
      Established session,
      IkeMessage message,
      IkeSuite suite,
      Proposal answer,
      Octets spi,
      Payload.KeyExchange keyExchange,
      Octets initiatorNonce,
      Context context) {
    EphemeralKey key = context.keys().take(suite.keyExchange());
    Optional<Secret> sharedSecret = key.agree(keyExchange.data());
    long initiatorSpi = spi.buffer().getLong();
    if (sharedSecret.isEmpty() || initiatorSpi == 0) {
      return CreateChildSaExchange.refuse(
          session, message, Payload.Notify.of(NotifyType.INVALID_SYNTAX), context);
    }
    int generation = (session.ikeGeneration() + 1) & 0xff;
    long responderSpi = context.mint().ikeSpi(generation);
    Octets responderNonce = InitialExchange.nonce(context);
    IkeSa old = session.ikeSa();
    IkeKeys keys =
        KeyDerivation.rekeyed(
            suite,
            old.suite().prf(),
            old.keys().skD(),
            sharedSecret.get(),
            initiatorNonce,
            responderNonce,
            initiatorSpi,
            responderSpi);
    List<Payload> payloads =
        List.of(
            new Payload.SecurityAssociation(List.of(answer.withSpi(spiOctets(responderSpi)))),
            new Payload.Nonce(responderNonce),
            new Payload.KeyExchange(suite.keyExchange().id(), key.publicValue()));
    List<Octets> datagrams =
        EstablishedResponder.protectResponse(session, message.header(), payloads, context);
    Established next =
        session
            .edit()
            .ikeSa(new IkeSa(initiatorSpi, responderSpi, suite, keys))
            .window(RequestWindow.startingAt(0))
            .retiring(
                Optional.of(
                    new Established.Retiring(
                        old, session.window().answered(datagrams), context.now().plus(OVERLAP))))
            .ownIds(OwnMessageIds.start())
            .outstanding(Optional.empty())
            .ikeGeneration(generation)
            .ikeExpiresAt(context.now().plus(session.timing().ikeLifetime()))
            .done();
    return OwnRequests.pump(
        next,
        List.of(
            new Decision.Transmit(session.path(), datagrams),
            new Decision.Report(new SessionEvent.Noted(session.sessionId(), "IKE SA rekeyed"))),
        true,
        context);
  }

  private static Octets spiOctets(long spi) {
    return Octets.owned(ByteBuffer.allocate(Long.BYTES).putLong(spi).array());
  }
}
