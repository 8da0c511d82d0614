package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.eap.EapPacket;
import io.gatehouse.protocol.ike.crypto.EphemeralKey;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.message.Proposal;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What may happen to a session next, possible or not. */
final class RandomInputs {

  private static final List<ExchangeType> EXCHANGES = List.of(ExchangeType.values());
  private static final List<Integer> SPIS =
      List.of(Wishes.FIRST_SPI, 0x0c000002, 0x0c000003, 0x20000001, 0x20000002, 0x20000003, 0);

  private final Testbed testbed;
  private final RandomGenerator random;
  private final List<Octets> sent = new ArrayList<>();

  RandomInputs(Testbed testbed, RandomGenerator random) {
    this.testbed = testbed;
    this.random = random;
  }

  void next() {
    if (!sent.isEmpty() && random.nextInt(12) == 0) {
      testbed.headend.receive(any(sent));
    } else if (testbed.headend.isEstablished() && random.nextInt(25) == 0) {
      testbed.headend.crash();
    } else {
      testbed.headend.later(Duration.ofSeconds(random.nextInt(20)));
      testbed.headend.give(input());
    }
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private Input input() {
    return switch (random.nextInt(18)) {
      case 16 -> new Input.MachineLost();
      case 17 -> new Input.Received(any(SPIS), any(SPIS), random.nextInt(1 << 20));
      case 0 ->
          new Input.DeadlineReached(random.nextBoolean() ? testbed.headend.now() : Instant.EPOCH);
      case 1 ->
          random.nextBoolean() ? new Input.PathChanged(path()) : new Input.NotInstalled(path());
      case 2 -> random.nextBoolean() ? new Input.RekeyDue(any(SPIS)) : new Input.Expired(any(SPIS));
      case 3 -> new Input.InstallationFailed(any(SPIS), "no");
      case 4 ->
          random.nextInt(8) == 0
              ? new Input.Terminate(any(List.of(SessionEvent.Cause.values())))
              : new Input.Recovered(Set.of(any(SPIS)), random.nextInt(4) != 0);
      case 5 -> new Input.Authenticated(id(), verdict());
      case 6 -> new Input.Authorized(id(), authorization());
      case 7 -> new Input.AddressLeased(id(), List.of(Headend.LEASE));
      case 8 -> new Input.AddressRefused(id(), "empty");
      default -> new Input.Datagram(path(), datagram());
    };
  }

  private Path path() {
    return switch (random.nextInt(12)) {
      case 0 -> Headend.OTHER_PATH;
      case 1 -> Headend.OTHER_MACHINE;
      default -> Headend.PATH;
    };
  }

  /** The one that is waited for, more often than not. */
  private long id() {
    long asked = testbed.headend.state() instanceof HalfOpen open ? open.lastRequestId() : 1;
    return random.nextInt(4) == 0 ? random.nextInt(3) : asked;
  }

  private AuthenticationVerdict verdict() {
    Optional<Octets> packet =
        any(
            List.of(
                Optional.empty(),
                Optional.of(EapPacket.success(1).encode()),
                Optional.of(EapPacket.failure(1).encode()),
                Optional.of(eap(EapPacket.Code.REQUEST)),
                Optional.of(octets(20))));
    return switch (random.nextInt(5)) {
      case 0 ->
          new AuthenticationVerdict.Accepted(
              Headend.authorization("alice"), Optional.of(Secret.utf8("key")), packet);
      case 1 ->
          new AuthenticationVerdict.Challenged(
              Optional.of("?"), packet, new AaaConversation("radius", octets(8)));
      case 3 ->
          new AuthenticationVerdict.NewPasswordWanted(
              Optional.of("new"), new AaaConversation("radius", octets(8)));
      case 2 -> new AuthenticationVerdict.Rejected(Optional.of("no"), packet);
      default -> new AuthenticationVerdict.Unavailable("gone");
    };
  }

  private AuthorizationVerdict authorization() {
    return random.nextInt(5) == 0
        ? new AuthorizationVerdict.Refused("no")
        : new AuthorizationVerdict.Granted(Headend.authorization("alice"));
  }

  private Octets datagram() {
    Octets datagram = random.nextInt(10) == 0 ? octets(200) : message();
    sent.add(datagram);
    if (random.nextInt(6) != 0) {
      return datagram;
    }
    byte[] damaged = datagram.toArray();
    if (damaged.length > 0) {
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return Octets.owned(damaged);
  }

  private Octets message() {
    return switch (testbed.headend.state()) {
      case SessionState.Vacant _, SessionState.Closed _ -> testbed.client.initial(payloads());
      case HalfOpen open -> sealed(open.ikeSa(), open.window().nextId());
      case Established session ->
          session.outstanding().isPresent() && random.nextInt(3) == 0
              ? response(session.ikeSa(), session.outstanding().get())
              : sealed(
                  random.nextInt(6) == 0
                      ? session.retiring().map(Established.Retiring::ikeSa).orElse(session.ikeSa())
                      : session.ikeSa(),
                  session.window().nextId());
      case SessionState.Lingering lingering ->
          sealed(lingering.ikeSa(), lingering.window().nextId());
    };
  }

  private Octets sealed(IkeSa ikeSa, int nextId) {
    testbed.client.use(ikeSa);
    int id = random.nextInt(8) == 0 ? nextId + random.nextInt(-3, 4) : nextId;
    ExchangeType likely = testbed.headend.isEstablished() ? any(EXCHANGES) : ExchangeType.IKE_AUTH;
    IkeHeader header =
        IkeHeader.request(
            ikeSa.initiatorSpi(),
            ikeSa.responderSpi(),
            random.nextInt(5) == 0 ? any(EXCHANGES) : likely,
            true,
            id);
    List<Octets> fragments =
        random.nextInt(6) == 0
            ? ikeSa.inbound().protectInFragments(header, payloads(), 120, testbed.client.random())
            : List.of(ikeSa.inbound().protect(header, payloads(), testbed.client.random()));
    sent.addAll(fragments);
    return any(fragments);
  }

  private Octets response(IkeSa ikeSa, Outstanding own) {
    IkeHeader header =
        ikeSa
            .request(
                own.purpose() instanceof Outstanding.Purpose.RekeyChildSa
                    ? ExchangeType.CREATE_CHILD_SA
                    : ExchangeType.INFORMATIONAL,
                own.messageId())
            .toResponse();
    return ikeSa.inbound().protect(header, payloads(), testbed.client.random());
  }

  /** A plausible message that lacks something, or has too much, as often as not. */
  private List<Payload> payloads() {
    List<Payload> payloads = new ArrayList<>();
    if (testbed.headend.state() instanceof HalfOpen && random.nextInt(3) != 0) {
      payloads.addAll(testbed.preShared(Wishes.address()));
    } else if (testbed.headend.isEstablished() && random.nextInt(6) == 0) {
      payloads.addAll(ikeRekey());
    } else if (testbed.headend.isEstablished() && random.nextInt(2) == 0) {
      payloads.add(Wishes.esp(any(SPIS), Policies.ESP));
      payloads.add(new Payload.Nonce(testbed.client.nonce()));
      payloads.add(Wishes.anyInitiator());
      payloads.add(Wishes.anyResponder());
    } else if (!testbed.headend.isEstablished()) {
      payloads.addAll(
          testbed.client.initialPayloads(List.of(Policies.IKE), KeyExchangeMethod.CURVE25519));
    }
    for (int more = random.nextInt(3); more > 0; more--) {
      payloads.add(random.nextInt(payloads.size() + 1), payload());
    }
    if (!payloads.isEmpty() && random.nextInt(5) == 0) {
      payloads.remove(random.nextInt(payloads.size()));
    }
    return payloads;
  }

  private List<Payload> ikeRekey() {
    EphemeralKey key = EphemeralKey.generate(KeyExchangeMethod.CURVE25519, testbed.client.random());
    return List.of(
        new Payload.SecurityAssociation(
            ProposalOffer.ike(List.of(Policies.IKE), Octets.hex("c11e000000000002"))),
        new Payload.Nonce(testbed.client.nonce()),
        new Payload.KeyExchange(KeyExchangeMethod.CURVE25519.id(), key.publicValue()));
  }

  private Payload payload() {
    return switch (random.nextInt(14)) {
      case 0 -> Wishes.rekey(any(SPIS));
      case 1 -> random.nextInt(10) == 0 ? Wishes.deleteIkeSa() : Wishes.delete(any(SPIS));
      case 2 -> new Payload.Delete(Proposal.ESP, List.of());
      case 3 -> Wishes.notify(any(List.of(NotifyType.values())));
      case 4 -> new Payload.Unknown(200, random.nextInt(8) == 0, octets(9));
      case 5 -> new Payload.Eap(random.nextBoolean() ? eap(EapPacket.Code.RESPONSE) : octets(30));
      case 6 -> new Payload.Nonce(octets(16, 48));
      case 7 -> new Payload.KeyExchange(31, octets(30, 34));
      case 8 -> new Payload.Authentication(random.nextInt(16), octets(40));
      case 9 -> Wishes.configuration(random.nextInt(30));
      case 10 ->
          new Payload.SecurityAssociation(
              ProposalOffer.ike(List.of(Policies.IKE), Octets.hex("c11e000000000002")));
      case 11 -> Wishes.esp(any(SPIS), Policies.ESP_PFS);
      case 12 -> new Payload.VendorId(CiscoVendorIds.FRAGMENTATION);
      default -> new Payload.IdentificationInitiator(Policies.ALICE);
    };
  }

  private Octets eap(EapPacket.Code code) {
    return new EapPacket(code, random.nextInt(4), OptionalInt.of(random.nextInt(30)), octets(20))
        .encode();
  }

  private Octets octets(int most) {
    return octets(0, most);
  }

  private Octets octets(int least, int most) {
    byte[] octets = new byte[random.nextInt(least, most + 1)];
    random.nextBytes(octets);
    return Octets.owned(octets);
  }
}
