package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.crypto.EphemeralKey;
import io.gatehouse.protocol.ike.crypto.IkeSuite;
import io.gatehouse.protocol.ike.crypto.KeyDerivation;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.SignatureAuthentication;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.MessageCodec;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.message.Proposal;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * IKE_SA_INIT (RFC 7296 section 1.2). Cookies are the ingress's: what comes here has passed them.
 */
final class InitialExchange {

  private static final int NONCE_LENGTH = 32;
  private static final int SESSION_ID_OCTETS = 8;

  private InitialExchange() {}

  static Step begin(Input.Datagram datagram, Context context) {
    if (!(MessageCodec.decode(datagram.message()) instanceof MessageCodec.Whole(IkeMessage message))
        || !isInitialRequest(message.header())) {
      return Step.of(new SessionState.Closed());
    }
    List<Integer> critical = Incoming.unsupportedCritical(message);
    if (!critical.isEmpty()) {
      return refuse(datagram, message.header(), Refusals.unsupportedCritical(critical));
    }
    Optional<Payload.SecurityAssociation> proposals =
        message.first(Payload.SecurityAssociation.class);
    Optional<Payload.KeyExchange> keyExchange = message.first(Payload.KeyExchange.class);
    Optional<Payload.Nonce> nonce = message.first(Payload.Nonce.class);
    if (proposals.isEmpty() || keyExchange.isEmpty() || nonce.isEmpty()) {
      return refuse(datagram, message.header(), Payload.Notify.of(NotifyType.INVALID_SYNTAX));
    }
    return switch (ProposalSelection.initialIke(
        context.policy().proposals(), proposals.get().proposals(), keyExchange.get().method())) {
      case ProposalSelection.Chosen<IkeSuite>(IkeSuite suite, _, Proposal answer) ->
          agree(datagram, message, suite, answer, keyExchange.get(), nonce.get().data(), context);
      case ProposalSelection.WrongKeyExchange<IkeSuite>(KeyExchangeMethod wanted) ->
          refuse(datagram, message.header(), Refusals.invalidKeyExchange(wanted));
      case ProposalSelection.None<IkeSuite>() ->
          refuse(datagram, message.header(), Payload.Notify.of(NotifyType.NO_PROPOSAL_CHOSEN));
    };
  }

  private static boolean isInitialRequest(IkeHeader header) {
    return header.is(ExchangeType.IKE_SA_INIT)
        && header.initiator()
        && !header.response()
        && header.messageId() == 0
        && header.responderSpi() == 0
        && header.initiatorSpi() != 0;
  }

  private static Step refuse(Input.Datagram datagram, IkeHeader request, Payload.Notify notify) {
    Octets response = MessageCodec.encode(new IkeMessage(request.toResponse(), List.of(notify)));
    String reason =
        NotifyType.of(notify.type()).map(Enum::name).orElseThrow() + " answered to IKE_SA_INIT";
    return Step.of(
        new SessionState.Closed(),
        new Decision.Transmit(datagram.path(), List.of(response)),
        new Decision.Report(new SessionEvent.Refused(datagram.path(), reason)));
  }

  private static Step agree(
      Input.Datagram datagram,
      IkeMessage request,
      IkeSuite suite,
      Proposal answer,
      Payload.KeyExchange keyExchange,
      Octets initiatorNonce,
      Context context) {
    EphemeralKey key = context.keys().take(suite.keyExchange());
    Optional<Secret> sharedSecret = key.agree(keyExchange.data());
    if (sharedSecret.isEmpty()) {
      return refuse(datagram, request.header(), Payload.Notify.of(NotifyType.INVALID_SYNTAX));
    }
    Octets responderNonce = nonce(context);
    long initiatorSpi = request.header().initiatorSpi();
    long responderSpi = context.mint().ikeSpi(0);
    IkeSa ikeSa =
        new IkeSa(
            initiatorSpi,
            responderSpi,
            suite,
            KeyDerivation.initial(
                suite,
                sharedSecret.get(),
                initiatorNonce,
                responderNonce,
                initiatorSpi,
                responderSpi));
    Peer peer = peer(request);
    List<Payload> payloads = new ArrayList<>();
    payloads.add(new Payload.SecurityAssociation(List.of(answer)));
    payloads.add(new Payload.KeyExchange(suite.keyExchange().id(), key.publicValue()));
    payloads.add(new Payload.Nonce(responderNonce));
    payloads.addAll(
        NatDetection.notifiesThatForceEncapsulation(initiatorSpi, responderSpi, datagram.path()));
    CertificateAuthorities.request(context.policy()).ifPresent(payloads::add);
    payloads.addAll(capabilities(request, peer));
    Octets response =
        MessageCodec.encode(
            new IkeMessage(request.header().toResponse().withResponderSpi(responderSpi), payloads));
    HalfOpen halfOpen =
        new HalfOpen(
            new HalfOpen.Origin(
                sessionId(context),
                ikeSa,
                new InitialMessages(datagram.message(), response, initiatorNonce, responderNonce),
                peer,
                hashes(request)),
            datagram.path(),
            RequestWindow.startingAt(0).accept(0).answered(List.of(response)),
            Fragments.none(),
            new Stage.AwaitingAuthentication(),
            0,
            context.now().plus(context.policy().halfOpenTimeout()));
    return Step.of(halfOpen, new Decision.Transmit(datagram.path(), List.of(response)));
  }

  static Octets nonce(Context context) {
    byte[] nonce = new byte[NONCE_LENGTH];
    context.random().nextBytes(nonce);
    return Octets.owned(nonce);
  }

  private static String sessionId(Context context) {
    byte[] octets = new byte[SESSION_ID_OCTETS];
    context.random().nextBytes(octets);
    return HexFormat.of().withUpperCase().formatHex(octets);
  }

  private static Peer peer(IkeMessage request) {
    boolean standard = request.notify(NotifyType.IKEV2_FRAGMENTATION_SUPPORTED).isPresent();
    return new Peer(
        standard,
        !standard && sent(request, CiscoVendorIds.FRAGMENTATION),
        sent(request, CiscoVendorIds.ANYCONNECT_EAP),
        false);
  }

  private static boolean sent(IkeMessage request, Octets vendorId) {
    return request.all(Payload.VendorId.class).anyMatch(v -> v.data().startsWith(vendorId));
  }

  /** What the client announced of its own is answered in kind. */
  private static List<Payload> capabilities(IkeMessage request, Peer peer) {
    List<Payload> payloads = new ArrayList<>();
    if (peer.fragmentation()) {
      payloads.add(Payload.Notify.of(NotifyType.IKEV2_FRAGMENTATION_SUPPORTED));
    }
    if (request.notify(NotifyType.SIGNATURE_HASH_ALGORITHMS).isPresent()) {
      payloads.add(
          Payload.Notify.of(NotifyType.SIGNATURE_HASH_ALGORITHMS, Octets.hex("000200030004")));
    }
    if (peer.anyConnect() || peer.ciscoFragmentation()) {
      payloads.addAll(CiscoVendorIds.ofHeadend());
    }
    return payloads;
  }

  /**
   * RFC 7427 section 4: a list of 16-bit numbers; those that Gatehouse does not know are left out.
   */
  private static Set<SignatureAuthentication.Hash> hashes(IkeMessage request) {
    Set<SignatureAuthentication.Hash> hashes = EnumSet.noneOf(SignatureAuthentication.Hash.class);
    request
        .notify(NotifyType.SIGNATURE_HASH_ALGORITHMS)
        .ifPresent(
            notify -> {
              ByteBuffer numbers = notify.data().buffer();
              while (numbers.remaining() >= 2) {
                int number = Short.toUnsignedInt(numbers.getShort());
                for (SignatureAuthentication.Hash hash : SignatureAuthentication.Hash.values()) {
                  if (hash.id() == number) {
                    hashes.add(hash);
                  }
                }
              }
            });
    return hashes;
  }
}
