package io.gatehouse.cluster.session;

import io.gatehouse.protocol.esp.EspOutbound;
import io.gatehouse.protocol.ike.crypto.AuthenticationMethod;
import io.gatehouse.protocol.ike.crypto.EphemeralKey;
import io.gatehouse.protocol.ike.crypto.IkeSuite;
import io.gatehouse.protocol.ike.crypto.KeyDerivation;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.SharedKeyAuthentication;
import io.gatehouse.protocol.ike.crypto.SignedOctets;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.IkeSa;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.exchange.ProposalOffer;
import io.gatehouse.protocol.ike.exchange.TrafficSelectors;
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
import io.gatehouse.protocol.ike.message.TrafficSelector;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An initiator with a pre-shared key, which says what a test wants. */
public final class PskClient {

  private static final short INNER_LENGTH = 60;
  private static final AtomicInteger PORTS = new AtomicInteger(20_000);
  private static final InetSocketAddress HEADEND =
      new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 4500);

  private final SecureRandom random = new SecureRandom();
  private final long spi = random.nextLong(1, Long.MAX_VALUE);
  private final Octets nonce = octets(32);
  private final EphemeralKey key = EphemeralKey.generate(KeyExchangeMethod.CURVE25519, random);
  private final Identification identity;
  private final Path path;
  private Octets initialRequest = Octets.empty();
  private Octets responderNonce = Octets.empty();
  private List<IkeSa> ikeSa = List.of();
  private int nextId = 1;

  public PskClient(String user) {
    this(user, "198.51.100.7");
  }

  PskClient(String user, String address) {
    identity = PskPolicy.fqdn(user + ".example.com");
    path =
        new Path(
            HEADEND,
            new InetSocketAddress(InetAddress.ofLiteral(address), PORTS.getAndIncrement()),
            ControlPlane.NODE);
  }

  public Path path() {
    return path;
  }

  public Octets initial(Payload... first) {
    return initial(KeyExchangeMethod.CURVE25519.id(), first);
  }

  Octets initial(int keyExchangeMethod, Payload... first) {
    List<Payload> payloads = new ArrayList<>(List.of(first));
    payloads.add(
        new Payload.SecurityAssociation(ProposalOffer.ike(List.of(PskPolicy.IKE), Octets.empty())));
    payloads.add(new Payload.KeyExchange(keyExchangeMethod, key.publicValue()));
    payloads.add(new Payload.Nonce(nonce));
    IkeHeader header = IkeHeader.request(spi, 0, ExchangeType.IKE_SA_INIT, true, 0);
    initialRequest = MessageCodec.encode(new IkeMessage(header, payloads));
    return initialRequest;
  }

  /** Reads the response to IKE_SA_INIT, and derives the keys. */
  public void agreed(Octets datagram) {
    IkeMessage response = clear(datagram);
    Payload.KeyExchange share = response.first(Payload.KeyExchange.class).orElseThrow();
    responderNonce = response.first(Payload.Nonce.class).orElseThrow().data();
    IkeSuite suite =
        ProposalOffer.initialIkeAnswer(
                List.of(PskPolicy.IKE),
                response.first(Payload.SecurityAssociation.class).orElseThrow().proposals(),
                KeyExchangeMethod.CURVE25519)
            .orElseThrow()
            .suite();
    long responderSpi = response.header().responderSpi();
    Secret secret = key.agree(share.data()).orElseThrow();
    ikeSa =
        List.of(
            new IkeSa(
                spi,
                responderSpi,
                suite,
                KeyDerivation.initial(suite, secret, nonce, responderNonce, spi, responderSpi)));
  }

  public static IkeMessage clear(Octets datagram) {
    if (MessageCodec.decode(datagram) instanceof MessageCodec.Whole(IkeMessage message)) {
      return message;
    }
    throw new AssertionError("not a whole message");
  }

  /** The whole of IKE_AUTH, with a request for an address. */
  public Octets authenticate(Payload... more) {
    return authenticate(
        List.of(ConfigurationAttribute.INTERNAL_IP4_ADDRESS),
        List.of(TrafficSelectors.any4()),
        more);
  }

  /** As {@link #authenticate(Payload...)}, for an address of each family. */
  Octets authenticateForBoth() {
    return authenticate(
        List.of(
            ConfigurationAttribute.INTERNAL_IP4_ADDRESS,
            ConfigurationAttribute.INTERNAL_IP6_ADDRESS),
        List.of(TrafficSelectors.any4(), TrafficSelectors.any6()));
  }

  private Octets authenticate(
      List<Integer> addresses, List<TrafficSelector> selectors, Payload... more) {
    Octets signed =
        SignedOctets.of(
            ikeSa().suite().prf(), initialRequest, responderNonce, ikeSa().keys().skPi(), identity);
    List<Payload> payloads = new ArrayList<>();
    payloads.add(new Payload.IdentificationInitiator(identity));
    payloads.add(
        new Payload.Authentication(
            AuthenticationMethod.SHARED_KEY_MESSAGE_INTEGRITY_CODE,
            SharedKeyAuthentication.compute(ikeSa().suite().prf(), PskPolicy.KEY, signed)));
    payloads.add(
        new Payload.Configuration(
            ConfigurationType.CFG_REQUEST,
            addresses.stream()
                .map(type -> new ConfigurationAttribute(type, Octets.empty()))
                .toList()));
    payloads.add(
        new Payload.SecurityAssociation(
            ProposalOffer.firstEsp(List.of(PskPolicy.ESP), Octets.hex("0c000001"))));
    payloads.add(new Payload.TrafficSelectorsInitiator(selectors));
    payloads.add(new Payload.TrafficSelectorsResponder(selectors));
    payloads.addAll(List.of(more));
    return request(ExchangeType.IKE_AUTH, payloads);
  }

  /** The first packet through a CHILD SA, as the headend knows it. */
  static Octets esp(ChildSa childSa) {
    ByteBuffer inner =
        ByteBuffer.allocate(INNER_LENGTH).put(0, (byte) 0x45).putShort(2, INNER_LENGTH);
    EspOutbound outbound =
        EspOutbound.of(
            childSa.inboundSpi(),
            childSa.suite(),
            childSa.inboundKey(),
            childSa.inboundIntegrityKey(),
            1);
    ByteBuffer packet = ByteBuffer.allocate(INNER_LENGTH + outbound.overhead());
    if (!outbound.protect(inner, packet)) {
      throw new AssertionError("the first packet has a number");
    }
    return Octets.copyOf(Arrays.copyOf(packet.array(), packet.position()));
  }

  /** Dead peer detection. */
  public Octets probe() {
    return request(ExchangeType.INFORMATIONAL, List.of());
  }

  public Octets delete() {
    return request(
        ExchangeType.INFORMATIONAL, List.of(new Payload.Delete(Proposal.IKE, List.of())));
  }

  static Payload initialContact() {
    return Payload.Notify.of(NotifyType.INITIAL_CONTACT);
  }

  private Octets request(ExchangeType exchange, List<Payload> payloads) {
    IkeHeader header =
        IkeHeader.request(ikeSa().initiatorSpi(), ikeSa().responderSpi(), exchange, true, nextId++);
    return ikeSa().inbound().protect(header, payloads, random);
  }

  /** Agrees to what the headend asks for. */
  Octets response(IkeMessage request) {
    return ikeSa().inbound().protect(request.header().toResponse(), List.of(), random);
  }

  /** What the headend sent, verified and decrypted. */
  public IkeMessage open(List<Octets> datagrams) {
    IkeMessage outer = clear(datagrams.getFirst());
    Payload.Encrypted encrypted = outer.first(Payload.Encrypted.class).orElseThrow();
    Octets inner = ikeSa().outbound().open(datagrams.getFirst(), encrypted).orElseThrow();
    return switch (MessageCodec.decodeInner(outer.header(), encrypted.firstPayload(), inner)) {
      case MessageCodec.Whole(IkeMessage message) -> message;
      case MessageCodec.Decoded other -> throw new AssertionError("not readable: " + other);
    };
  }

  public IkeSa ikeSa() {
    return ikeSa.getFirst();
  }

  private Octets octets(int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return Octets.owned(octets);
  }
}
