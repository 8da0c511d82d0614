package io.gatehouse.client.initiator;

import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication;
import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication.Outcome;
import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication.Progress;
import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication.Verdict;
import io.gatehouse.protocol.eap.anyconnect.DialogueSettings;
import io.gatehouse.protocol.eap.anyconnect.Factors;
import io.gatehouse.protocol.eap.anyconnect.LoginGroup;
import io.gatehouse.protocol.ike.crypto.AuthenticationMethod;
import io.gatehouse.protocol.ike.crypto.ChildKeys;
import io.gatehouse.protocol.ike.crypto.EnclosedCertificates;
import io.gatehouse.protocol.ike.crypto.EphemeralKey;
import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.ike.crypto.IkeSuite;
import io.gatehouse.protocol.ike.crypto.KeyDerivation;
import io.gatehouse.protocol.ike.crypto.SharedKeyAuthentication;
import io.gatehouse.protocol.ike.crypto.SignatureAuthentication;
import io.gatehouse.protocol.ike.crypto.SignatureAuthentication.Hash;
import io.gatehouse.protocol.ike.crypto.SignatureAuthentication.RsaHash;
import io.gatehouse.protocol.ike.crypto.SignedOctets;
import io.gatehouse.protocol.ike.exchange.IkeSa;
import io.gatehouse.protocol.ike.exchange.ProposalSelection;
import io.gatehouse.protocol.ike.exchange.ProposalSelection.Chosen;
import io.gatehouse.protocol.ike.exchange.ProposalSelection.WrongKeyExchange;
import io.gatehouse.protocol.ike.message.ConfigurationAttribute;
import io.gatehouse.protocol.ike.message.ConfigurationType;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.MessageCodec;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.message.Proposal;
import io.gatehouse.protocol.ike.policy.EspProposal;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Just enough of a headend to lead a client through its life, built on the same protocol code. */
public final class ScriptedHeadend {

  public static final Secret PRE_SHARED_KEY = Secret.utf8("correct horse");
  static final Octets ASSIGNED = Octets.hex("0a63000a");
  public static final int ESP_SPI = 0x7000_0001;
  private static final long IKE_SPI = 0x1234_5678_9abc_def0L;
  private static final Octets COOKIE = Octets.hex("c00c1e");

  private final SecureRandom random = new SecureRandom();
  private final HeadendCertificate certificate;
  private final List<IkeProposal> ikePolicy;
  private final List<EspProposal> espPolicy;
  private final Identification identity =
      new Identification(Identification.ID_FQDN, Octets.utf8(HeadendCertificate.NAME));
  boolean demandsCookie;
  Secret preSharedKey = PRE_SHARED_KEY;
  Factors factors = Factors.PASSWORD;
  List<LoginGroup> groups = List.of();

  /** DER, the signer's first: what the client has shown. */
  List<Octets> shown = List.of();

  final List<IkeMessage> opened = new ArrayList<>();

  private Octets request = Octets.empty();
  private Octets response = Octets.empty();
  private Octets peerNonce = Octets.empty();
  private Octets nonce = Octets.empty();
  private Optional<IkeSa> sa = Optional.empty();
  private Optional<MessageOpener> opener = Optional.empty();
  private Optional<IkeMessage> firstAuth = Optional.empty();
  private Optional<AggregateAuthentication> dialogue = Optional.empty();
  private int nextRequest;

  public ScriptedHeadend(
      HeadendCertificate certificate, List<IkeProposal> ikePolicy, List<EspProposal> espPolicy) {
    this.certificate = certificate;
    this.ikePolicy = ikePolicy;
    this.espPolicy = espPolicy;
  }

  IkeSa sa() {
    return sa.orElseThrow();
  }

  /** The group that the client has picked. */
  Optional<String> group() {
    return dialogue.orElseThrow().group();
  }

  /** What it answers to a datagram. */
  public List<Octets> receive(Octets datagram) {
    if (MessageCodec.decode(datagram) instanceof MessageCodec.Whole(IkeMessage message)
        && message.header().is(ExchangeType.IKE_SA_INIT)) {
      return List.of(saInit(message, datagram));
    }
    return opener.flatMap(channel -> channel.open(datagram)).map(this::opened).orElse(List.of());
  }

  private List<Octets> opened(IkeMessage message) {
    opened.add(message);
    return message.header().response()
        ? List.of()
        : List.of(sa().outbound().protect(message.header().toResponse(), answer(message), random));
  }

  /** A request of its own. */
  Octets request(ExchangeType exchange, List<Payload> payloads) {
    return sa().outbound().protect(sa().request(exchange, nextRequest++), payloads, random);
  }

  private Octets saInit(IkeMessage message, Octets datagram) {
    if (demandsCookie && message.notify(NotifyType.COOKIE).isEmpty()) {
      return refuse(message, Payload.Notify.of(NotifyType.COOKIE, COOKIE));
    }
    var exchange = message.first(Payload.KeyExchange.class).orElseThrow();
    var offered = message.first(Payload.SecurityAssociation.class).orElseThrow().proposals();
    return switch (ProposalSelection.initialIke(ikePolicy, offered, exchange.method())) {
      case Chosen<IkeSuite> chosen -> agreed(chosen, exchange, message, datagram);
      case WrongKeyExchange<IkeSuite> wrong ->
          refuse(
              message,
              Payload.Notify.of(
                  NotifyType.INVALID_KE_PAYLOAD,
                  Octets.owned(new byte[] {0, (byte) wrong.wanted().id()})));
      case ProposalSelection.None<IkeSuite> _ ->
          refuse(message, Payload.Notify.of(NotifyType.NO_PROPOSAL_CHOSEN));
    };
  }

  private static Octets refuse(IkeMessage message, Payload.Notify notify) {
    return MessageCodec.encode(new IkeMessage(message.header().toResponse(), List.of(notify)));
  }

  private Octets agreed(
      Chosen<IkeSuite> chosen, Payload.KeyExchange exchange, IkeMessage message, Octets datagram) {
    EphemeralKey key = EphemeralKey.generate(chosen.suite().keyExchange(), random);
    request = datagram;
    peerNonce = message.first(Payload.Nonce.class).orElseThrow().data();
    nonce = Octets.owned(random.generateSeed(32));
    long initiatorSpi = message.header().initiatorSpi();
    var keys =
        KeyDerivation.initial(
            chosen.suite(),
            key.agree(exchange.data()).orElseThrow(),
            peerNonce,
            nonce,
            initiatorSpi,
            IKE_SPI);
    var agreed = new IkeSa(initiatorSpi, IKE_SPI, chosen.suite(), keys);
    sa = Optional.of(agreed);
    opener = Optional.of(MessageOpener.ofClient(agreed));
    IkeHeader header = message.header().toResponse().withResponderSpi(IKE_SPI);
    response =
        MessageCodec.encode(
            new IkeMessage(
                header,
                List.of(
                    new Payload.SecurityAssociation(List.of(chosen.answer())),
                    new Payload.KeyExchange(exchange.method(), key.publicValue()),
                    new Payload.Nonce(nonce),
                    new Payload.VendorId(VendorIds.CISCO_FRAGMENTATION),
                    Payload.Notify.of(NotifyType.IKEV2_FRAGMENTATION_SUPPORTED))));
    return response;
  }

  private List<Payload> answer(IkeMessage message) {
    if (message.header().is(ExchangeType.IKE_AUTH)) {
      return authenticate(message);
    }
    return message.header().is(ExchangeType.CREATE_CHILD_SA) ? rekey(message) : List.of();
  }

  private List<Payload> authenticate(IkeMessage message) {
    if (firstAuth.isEmpty()) {
      firstAuth = Optional.of(message);
      return message.first(Payload.Authentication.class).isPresent() ? byKey() : beginEap();
    }
    return message.first(Payload.Eap.class).isPresent() ? continueEap(message) : finish(message);
  }

  private List<Payload> byKey() {
    var payloads = new ArrayList<>(granted());
    payloads.add(new Payload.IdentificationResponder(identity));
    payloads.add(mac(preSharedKey));
    return payloads;
  }

  private List<Payload> beginEap() {
    Progress progress =
        AggregateAuthentication.begin(
            new DialogueSettings(
                "VPN", "Sign in.", "00".repeat(20), 1, "TOKEN", 3, factors, "C0FFEE", groups),
            1);
    dialogue = Optional.of(progress.dialogue());
    var proof =
        SignatureAuthentication.sign(
            certificate.key(),
            certificate.certificate().getPublicKey(),
            octets(),
            java.util.Set.of(),
            false,
            RsaHash.PRF,
            sa().suite().prf(),
            random);
    return List.of(
        new Payload.IdentificationResponder(identity),
        new Payload.Certificate(Payload.Certificate.X509_SIGNATURE, der()),
        proof,
        new Payload.Eap(((Outcome.Send) progress.outcome()).packet()));
  }

  private Octets der() {
    try {
      return Octets.owned(certificate.certificate().getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Payload> continueEap(IkeMessage message) {
    Progress progress =
        dialogue.orElseThrow().receive(message.first(Payload.Eap.class).orElseThrow().packet());
    progress = judged(progress);
    dialogue = Optional.of(progress.dialogue());
    return switch (progress.outcome()) {
      case Outcome.Send send -> List.of(new Payload.Eap(send.packet()));
      case Outcome.Succeeded succeeded -> List.of(new Payload.Eap(succeeded.packet()));
      case Outcome.Failed failed ->
          List.of(
              new Payload.Eap(failed.packet()),
              Payload.Notify.of(NotifyType.AUTHENTICATION_FAILED));
      case Outcome.CheckPassword _,
          Outcome.CheckCertificate _,
          Outcome.CheckSecondCertificate _,
          Outcome.CertificateSuffices _ ->
          throw new AssertionError("no question follows a verdict");
    };
  }

  private Progress judged(Progress progress) {
    return switch (progress.outcome()) {
      case Outcome.CheckPassword check -> progress.dialogue().verdict(verdict(check));
      case Outcome.CheckCertificate check ->
          progress.dialogue().certificateChecked(isSigned(check));
      case Outcome.CheckSecondCertificate check ->
          progress.dialogue().certificateChecked(isSigned(check));
      case Outcome.CertificateSuffices _ -> progress.dialogue().verdict(new Verdict.Accepted());
      case Outcome.Send _, Outcome.Succeeded _, Outcome.Failed _ -> progress;
    };
  }

  private boolean isSigned(Outcome.CheckCertificate check) {
    var outcome =
        EnclosedCertificates.signer(check.certificates(), check.signature(), clientOctets());
    if (outcome instanceof EnclosedCertificates.Outcome.Signed signed) {
      shown = signed.certificates();
    }
    return outcome instanceof EnclosedCertificates.Outcome.Signed;
  }

  private boolean isSigned(Outcome.CheckSecondCertificate check) {
    var outcome =
        EnclosedCertificates.signer(
            check.certificates(),
            check.hash().equals("sha256") ? Hash.SHA2_256 : Hash.SHA2_512,
            check.signature(),
            check.signed());
    if (outcome instanceof EnclosedCertificates.Outcome.Signed signed) {
      shown = signed.certificates();
    }
    return outcome instanceof EnclosedCertificates.Outcome.Signed;
  }

  /** The password is the verdict. */
  private static Verdict verdict(Outcome.CheckPassword check) {
    return switch (check.password().revealUtf8()) {
      case "right" -> new Verdict.Accepted();
      case "old" -> new Verdict.NewPasswordWanted("It has expired.");
      case "more" -> new Verdict.Challenged("Code?");
      case "never" -> new Verdict.Refused("Not you.");
      default -> new Verdict.Rejected(Optional.empty());
    };
  }

  private List<Payload> finish(IkeMessage message) {
    var proof = message.first(Payload.Authentication.class).orElseThrow();
    if (!dialogue.orElseThrow().authenticated()
        || !SharedKeyAuthentication.verify(
            sa().suite().prf(), sa().keys().skPi(), clientOctets(), proof.data())) {
      return List.of(Payload.Notify.of(NotifyType.AUTHENTICATION_FAILED));
    }
    var payloads = new ArrayList<>(granted());
    payloads.add(mac(sa().keys().skPr()));
    return payloads;
  }

  private Octets clientOctets() {
    Identification client =
        firstAuth
            .orElseThrow()
            .first(Payload.IdentificationInitiator.class)
            .orElseThrow()
            .identification();
    return SignedOctets.of(sa().suite().prf(), request, nonce, sa().keys().skPi(), client);
  }

  private Payload mac(Secret key) {
    return new Payload.Authentication(
        AuthenticationMethod.SHARED_KEY_MESSAGE_INTEGRITY_CODE,
        SharedKeyAuthentication.compute(sa().suite().prf(), key, octets()));
  }

  private Octets octets() {
    return SignedOctets.of(sa().suite().prf(), response, peerNonce, sa().keys().skPr(), identity);
  }

  private List<Payload> granted() {
    var offered =
        firstAuth.orElseThrow().first(Payload.SecurityAssociation.class).orElseThrow().proposals();
    var chosen = (Chosen<EspSuite>) ProposalSelection.firstEsp(espPolicy, offered);
    return List.of(
        new Payload.Configuration(
            ConfigurationType.CFG_REPLY,
            List.of(
                new ConfigurationAttribute(ConfigurationAttribute.INTERNAL_IP4_ADDRESS, ASSIGNED))),
        new Payload.SecurityAssociation(
            List.of(chosen.answer().withSpi(ChildOffer.octets(ESP_SPI)))),
        new Payload.TrafficSelectorsInitiator(ChildOffer.everything()),
        new Payload.TrafficSelectorsResponder(ChildOffer.everything()));
  }

  /** The keys of the first CHILD SA. */
  public ChildKeys childKeys(EspSuite suite) {
    return KeyDerivation.child(
        suite, sa().suite().prf(), sa().keys().skD(), Optional.empty(), peerNonce, nonce);
  }

  private List<Payload> rekey(IkeMessage message) {
    var offered = message.first(Payload.SecurityAssociation.class).orElseThrow().proposals();
    if (offered.getFirst().protocol() == Proposal.IKE) {
      return rekeyIke(message, offered);
    }
    var chosen = (Chosen<EspSuite>) ProposalSelection.esp(espPolicy, offered, OptionalInt.empty());
    return List.of(
        new Payload.SecurityAssociation(
            List.of(chosen.answer().withSpi(ChildOffer.octets(ESP_SPI + 1)))),
        new Payload.Nonce(nonce),
        new Payload.TrafficSelectorsInitiator(ChildOffer.everything()),
        new Payload.TrafficSelectorsResponder(ChildOffer.everything()));
  }

  private List<Payload> rekeyIke(IkeMessage message, List<Proposal> offered) {
    var exchange = message.first(Payload.KeyExchange.class).orElseThrow();
    var chosen =
        (Chosen<IkeSuite>) ProposalSelection.rekeyedIke(ikePolicy, offered, exchange.method());
    EphemeralKey key = EphemeralKey.generate(chosen.suite().keyExchange(), random);
    long initiatorSpi = chosen.peerSpi().buffer().getLong();
    var keys =
        KeyDerivation.rekeyed(
            chosen.suite(),
            sa().suite().prf(),
            sa().keys().skD(),
            key.agree(exchange.data()).orElseThrow(),
            message.first(Payload.Nonce.class).orElseThrow().data(),
            nonce,
            initiatorSpi,
            IKE_SPI + 1);
    successor = Optional.of(new IkeSa(initiatorSpi, IKE_SPI + 1, chosen.suite(), keys));
    Octets spi = Octets.owned(ByteBuffer.allocate(8).putLong(IKE_SPI + 1).array());
    return List.of(
        new Payload.SecurityAssociation(List.of(chosen.answer().withSpi(spi))),
        new Payload.Nonce(nonce),
        new Payload.KeyExchange(exchange.method(), key.publicValue()));
  }

  private Optional<IkeSa> successor = Optional.empty();

  /** Goes on with the IKE SA that the client has made. */
  void useSuccessor() {
    sa = successor;
    opener = Optional.of(MessageOpener.ofClient(successor.orElseThrow()));
    nextRequest = 0;
  }
}
