package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.crypto.AuthenticationMethod;
import io.gatehouse.protocol.ike.crypto.EphemeralKey;
import io.gatehouse.protocol.ike.crypto.IkeSuite;
import io.gatehouse.protocol.ike.crypto.KeyDerivation;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.SharedKeyAuthentication;
import io.gatehouse.protocol.ike.crypto.SignatureAuthentication;
import io.gatehouse.protocol.ike.crypto.SignedOctets;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.MessageCodec;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.policy.Credential;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An initiator that does what a test tells it, right or wrong. */
final class ScriptedClient {

  static final long SPI = 0xC11E000000000001L;

  private final SeededRandom random = new SeededRandom(5996);
  private Octets initialRequest = Octets.empty();
  private Octets initialResponse = Octets.empty();
  private Octets nonce = Octets.empty();
  private Octets responderNonce = Octets.empty();
  private EphemeralKey key = EphemeralKey.generate(KeyExchangeMethod.CURVE25519, random);
  private List<IkeSa> ikeSa = List.of();
  private int nextId = 1;

  /** IKE_SA_INIT with the policy's own proposals. */
  Octets initial(Payload... more) {
    return initial(List.of(Policies.IKE), KeyExchangeMethod.CURVE25519, more);
  }

  Octets initial(List<IkeProposal> proposals, KeyExchangeMethod method, Payload... more) {
    List<Payload> payloads = new ArrayList<>(initialPayloads(proposals, method));
    payloads.addAll(List.of(more));
    return initial(payloads);
  }

  List<Payload> initialPayloads(List<IkeProposal> proposals, KeyExchangeMethod method) {
    key = EphemeralKey.generate(method, random);
    nonce = nonce();
    return List.of(
        new Payload.SecurityAssociation(ProposalOffer.ike(proposals, Octets.empty())),
        new Payload.KeyExchange(method.id(), key.publicValue()),
        new Payload.Nonce(nonce));
  }

  Octets initial(List<Payload> payloads) {
    return initial(IkeHeader.request(SPI, 0, ExchangeType.IKE_SA_INIT, true, 0), payloads);
  }

  Octets initial(IkeHeader header, List<Payload> payloads) {
    initialRequest = MessageCodec.encode(new IkeMessage(header, payloads));
    return initialRequest;
  }

  /** Another form of the same request, as octets on the wire. */
  Octets initialAs(Octets datagram) {
    initialRequest = datagram;
    return datagram;
  }

  /** Reads the response to IKE_SA_INIT, and derives the keys. */
  IkeMessage agreed(Octets datagram) {
    IkeMessage response = inTheClear(datagram);
    initialResponse = datagram;
    responderNonce = response.first(Payload.Nonce.class).orElseThrow().data();
    Payload.KeyExchange share = response.first(Payload.KeyExchange.class).orElseThrow();
    IkeSuite suite =
        chosen(
            ProposalSelection.initialIke(
                List.of(Policies.IKE, Policies.IKE_CBC),
                response.first(Payload.SecurityAssociation.class).orElseThrow().proposals(),
                share.method()));
    long responderSpi = response.header().responderSpi();
    Secret secret = key.agree(share.data()).orElseThrow();
    use(
        new IkeSa(
            SPI,
            responderSpi,
            suite,
            KeyDerivation.initial(suite, secret, nonce, responderNonce, SPI, responderSpi)));
    return response;
  }

  private static IkeSuite chosen(ProposalSelection.Selection<IkeSuite> selection) {
    if (selection instanceof ProposalSelection.Chosen<IkeSuite>(IkeSuite suite, _, _)) {
      return suite;
    }
    throw new AssertionError("the headend chose nothing that was offered: " + selection);
  }

  static IkeMessage inTheClear(Octets datagram) {
    if (MessageCodec.decode(datagram) instanceof MessageCodec.Whole(IkeMessage message)) {
      return message;
    }
    throw new AssertionError("not a whole message");
  }

  void use(IkeSa newIkeSa) {
    ikeSa = List.of(newIkeSa);
  }

  /** After a rekey: message ids begin anew. */
  void moveTo(IkeSa newIkeSa) {
    use(newIkeSa);
    nextId = 0;
  }

  IkeSa ikeSa() {
    return ikeSa.getFirst();
  }

  SeededRandom random() {
    return random;
  }

  Octets nonce() {
    byte[] octets = new byte[32];
    random.nextBytes(octets);
    return Octets.owned(octets);
  }

  int nextId() {
    return nextId;
  }

  void skipTo(int messageId) {
    nextId = messageId;
  }

  Octets request(ExchangeType exchange, Payload... payloads) {
    return request(exchange, List.of(payloads));
  }

  Octets request(ExchangeType exchange, List<Payload> payloads) {
    return seal(requestHeader(exchange), payloads);
  }

  IkeHeader requestHeader(ExchangeType exchange) {
    return IkeHeader.request(
        ikeSa().initiatorSpi(), ikeSa().responderSpi(), exchange, true, nextId++);
  }

  /** Answers the headend's own request. */
  Octets response(IkeMessage request, Payload... payloads) {
    return seal(request.header().toResponse(), List.of(payloads));
  }

  Octets seal(IkeHeader header, List<Payload> payloads) {
    return ikeSa().inbound().protect(header, payloads, random);
  }

  List<Octets> inFragments(IkeHeader header, List<Payload> payloads, int length) {
    return ikeSa().inbound().protectInFragments(header, payloads, length, random);
  }

  /** Authentic, but what is inside is no chain of payloads. */
  Octets broken(ExchangeType exchange) {
    return seal(
        requestHeader(exchange),
        List.of(new Payload.Unknown(40, false, Octets.hex("00")))); // A nonce of one octet.
  }

  /** The headend's message, verified and decrypted; several datagrams are its fragments. */
  IkeMessage open(List<Octets> datagrams) {
    return open(ikeSa(), datagrams);
  }

  static IkeMessage open(IkeSa of, List<Octets> datagrams) {
    List<Octets> parts = new ArrayList<>();
    int first = 0;
    IkeHeader header = inTheClear(datagrams.getFirst()).header();
    for (Octets datagram : datagrams) {
      Payload last = inTheClear(datagram).payloads().getLast();
      if (last instanceof Payload.EncryptedFragment fragment) {
        first = fragment.number() == 1 ? fragment.firstPayload() : first;
        parts.add(of.outbound().open(datagram, fragment).orElseThrow());
      } else {
        Payload.Encrypted whole = (Payload.Encrypted) last;
        first = whole.firstPayload();
        parts.add(of.outbound().open(datagram, whole).orElseThrow());
      }
    }
    return switch (MessageCodec.decodeInner(header, first, Octets.concat(parts))) {
      case MessageCodec.Whole(IkeMessage message) -> message;
      case MessageCodec.Decoded other -> throw new AssertionError("not readable: " + other);
    };
  }

  Payload.Authentication sharedKey(Identification identity, Secret secret) {
    return new Payload.Authentication(
        AuthenticationMethod.SHARED_KEY_MESSAGE_INTEGRITY_CODE,
        SharedKeyAuthentication.compute(ikeSa().suite().prf(), secret, signedOctets(identity)));
  }

  Payload.Authentication signature(Identification identity, Credential credential) {
    return SignatureAuthentication.sign(
        credential.key(),
        credential.chain().getFirst().getPublicKey(),
        signedOctets(identity),
        Set.of(),
        false,
        SignatureAuthentication.RsaHash.SHA1,
        ikeSa().suite().prf(),
        random);
  }

  Octets signedOctets(Identification identity) {
    return SignedOctets.of(
        ikeSa().suite().prf(), initialRequest, responderNonce, ikeSa().keys().skPi(), identity);
  }

  /** Whether the headend has shown that it knows {@code secret}. */
  boolean trusts(Identification headend, Payload.Authentication proof, Secret secret) {
    return SharedKeyAuthentication.verify(
        ikeSa().suite().prf(), secret, signedByHeadend(headend), proof.data());
  }

  boolean trusts(Identification headend, Payload.Authentication proof, Credential credential) {
    return SignatureAuthentication.verify(
        credential.chain().getFirst().getPublicKey(), proof, signedByHeadend(headend));
  }

  private Octets signedByHeadend(Identification headend) {
    return SignedOctets.of(
        ikeSa().suite().prf(), initialResponse, nonce, ikeSa().keys().skPr(), headend);
  }
}
