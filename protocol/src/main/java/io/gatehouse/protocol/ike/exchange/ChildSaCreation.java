package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.crypto.ChildKeys;
import io.gatehouse.protocol.ike.crypto.EphemeralKey;
import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.ike.crypto.KeyDerivation;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.message.Proposal;
import io.gatehouse.protocol.ike.message.TrafficSelector;
import io.gatehouse.protocol.ike.policy.EspProposal;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Answers a wish for a CHILD SA (RFC 7296 sections 1.3.1, 2.9 and 2.17). */
final class ChildSaCreation {

  private ChildSaCreation() {}

  sealed interface Outcome {}

  /** {@code payloads} are SA, KE if there is one, TSi and TSr; the nonce is the caller's. */
  record Created(Established established, ChildSa childSa, List<Payload> payloads)
      implements Outcome {}

  record Refused(Payload.Notify error) implements Outcome {}

  static Outcome respond(
      Established session,
      ChildSaRequest request,
      List<EspProposal> policy,
      Octets responderNonce,
      Context context) {
    return switch (select(request, policy)) {
      case ProposalSelection.Chosen<EspSuite>(EspSuite suite, Octets peerSpi, Proposal answer) ->
          agree(session, request, suite, answer, peerSpi, responderNonce, context);
      case ProposalSelection.WrongKeyExchange<EspSuite>(KeyExchangeMethod wanted) ->
          new Refused(Refusals.invalidKeyExchange(wanted));
      case ProposalSelection.None<EspSuite>() ->
          new Refused(Payload.Notify.of(NotifyType.NO_PROPOSAL_CHOSEN));
    };
  }

  private static ProposalSelection.Selection<EspSuite> select(
      ChildSaRequest request, List<EspProposal> policy) {
    List<Proposal> offered = request.proposals().proposals();
    OptionalInt method =
        request.keyExchange().stream().mapToInt(Payload.KeyExchange::method).findFirst();
    return request.first()
        ? ProposalSelection.firstEsp(policy, offered)
        : ProposalSelection.esp(policy, offered, method);
  }

  private static Outcome agree(
      Established session,
      ChildSaRequest request,
      EspSuite suite,
      Proposal answer,
      Octets peerSpi,
      Octets responderNonce,
      Context context) {
    Optional<List<TrafficSelector>> remote =
        TrafficSelectors.toAddresses(
            request.selectorsInitiator().selectors(), clientAddresses(session));
    Optional<List<TrafficSelector>> local =
        TrafficSelectors.toNetworks(request.selectorsResponder().selectors(), List.of());
    if (remote.isEmpty() || local.isEmpty()) {
      return new Refused(Payload.Notify.of(NotifyType.TS_UNACCEPTABLE));
    }
    List<Payload> payloads = new ArrayList<>();
    int generation = session.freeChildGeneration(context.mint());
    int inboundSpi = context.mint().espSpi(generation);
    payloads.add(new Payload.SecurityAssociation(List.of(answer.withSpi(spiOctets(inboundSpi)))));
    Optional<Secret> sharedSecret = Optional.empty();
    if (suite.keyExchange().isPresent()) {
      EphemeralKey key = context.keys().take(suite.keyExchange().get());
      sharedSecret = key.agree(request.keyExchange().orElseThrow().data());
      if (sharedSecret.isEmpty()) {
        return new Refused(Payload.Notify.of(NotifyType.INVALID_SYNTAX));
      }
      payloads.add(new Payload.KeyExchange(suite.keyExchange().get().id(), key.publicValue()));
    }
    payloads.add(new Payload.TrafficSelectorsInitiator(remote.get()));
    payloads.add(new Payload.TrafficSelectorsResponder(local.get()));
    ChildKeys keys =
        KeyDerivation.child(
            suite,
            session.ikeSa().suite().prf(),
            session.ikeSa().keys().skD(),
            sharedSecret,
            request.nonce(),
            responderNonce);
    ChildSaLife life = ChildSaLife.begin(session.timing(), context);
    ChildSa childSa =
        new ChildSa(
                inboundSpi,
                peerSpi.buffer().getInt(),
                suite,
                keys.encryptionInitiator(),
                keys.integrityInitiator(),
                keys.encryptionResponder(),
                keys.integrityResponder(),
                local.get(),
                remote.get(),
                ChildSa.Stage.INSTALLED,
                life.rekeyAt(),
                life.expiresAt())
            .limitedTo(life.volume());
    Established with = session.edit().childGeneration(generation).add(childSa).done();
    return new Created(with, childSa, payloads);
  }

  /**
   * With an inside address only that is the client's; without one, only the address that it calls
   * from.
   */
  private static List<InetAddress> clientAddresses(Established session) {
    List<InetAddress> inside = session.insideAddresses();
    return inside.isEmpty() ? List.of(session.path().remote().getAddress()) : inside;
  }

  static Octets spiOctets(int spi) {
    return Octets.owned(ByteBuffer.allocate(Integer.BYTES).putInt(spi).array());
  }
}
