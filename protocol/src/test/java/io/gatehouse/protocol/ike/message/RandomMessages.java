package io.gatehouse.protocol.ike.message;

import io.gatehouse.protocol.octets.Octets;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Random well-formed messages with payloads of every kind. */
final class RandomMessages {

  private final RandomGenerator random;

  RandomMessages(RandomGenerator random) {
    this.random = random;
  }

  IkeMessage message() {
    List<Payload> payloads = new ArrayList<>(payloads());
    if (random.nextBoolean()) {
      payloads.add(encrypted());
    }
    return new IkeMessage(header(), payloads);
  }

  IkeHeader header() {
    return new IkeHeader(
        random.nextLong(),
        random.nextLong(),
        IkeHeader.MAJOR_VERSION,
        random.nextInt(16),
        random.nextInt(256),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextInt());
  }

  List<Payload> payloads() {
    return list(12, this::payload);
  }

  private Payload payload() {
    return switch (random.nextInt(17)) {
      case 0 -> new Payload.SecurityAssociation(list(4, this::proposal));
      case 1 -> new Payload.KeyExchange(u16(), octets(0, 300));
      case 2 -> new Payload.IdentificationInitiator(identification());
      case 3 -> new Payload.IdentificationResponder(identification());
      case 4 -> new Payload.Certificate(u8(), octets(0, 2000));
      case 5 -> new Payload.CertificateRequest(u8(), octets(0, 200));
      case 6 -> new Payload.Authentication(u8(), octets(0, 300));
      case 7 -> new Payload.Nonce(octets(16, 256));
      case 8 -> new Payload.Notify(u8(), octets(0, 255), u16(), octets(0, 300));
      case 9 -> new Payload.Delete(Proposal.IKE, List.of());
      case 10 -> new Payload.Delete(Proposal.ESP, list(5, () -> octets(4, 4)));
      case 11 -> new Payload.VendorId(octets(0, 60));
      case 12 -> new Payload.TrafficSelectorsInitiator(list(5, this::selector));
      case 13 -> new Payload.TrafficSelectorsResponder(list(5, this::selector));
      case 14 ->
          new Payload.Configuration(
              ConfigurationType.of(1 + random.nextInt(4)).orElseThrow(), list(20, this::attribute));
      case 15 -> new Payload.Eap(octets(0, 1500));
      default -> new Payload.Unknown(54 + random.nextInt(70), random.nextBoolean(), octets(0, 100));
    };
  }

  private Payload encrypted() {
    int total = 1 + random.nextInt(65535);
    int number = 1 + random.nextInt(total);
    return random.nextBoolean()
        ? new Payload.Encrypted(u8(), octets(0, 3000))
        : new Payload.EncryptedFragment(number == 1 ? u8() : 0, number, total, octets(0, 1400));
  }

  private Proposal proposal() {
    int number = 1 + random.nextInt(255);
    return switch (random.nextInt(4)) {
      case 0 -> new Proposal(number, Proposal.IKE, Octets.empty(), list(30, this::transform));
      case 1 -> new Proposal(number, Proposal.IKE, octets(8, 8), list(30, this::transform));
      case 2 -> new Proposal(number, Proposal.ESP, octets(4, 4), list(30, this::transform));
      default -> new Proposal(number, 4, octets(0, 255), list(30, this::transform));
    };
  }

  private Transform transform() {
    OptionalInt keyLength = random.nextBoolean() ? OptionalInt.of(u16()) : OptionalInt.empty();
    return new Transform(u8(), u16(), keyLength, false);
  }

  private Identification identification() {
    return switch (random.nextInt(3)) {
      case 0 -> new Identification(Identification.ID_IPV4_ADDR, octets(3, 3), octets(4, 4));
      case 1 -> new Identification(Identification.ID_IPV6_ADDR, octets(3, 3), octets(16, 16));
      default ->
          new Identification(Identification.ID_CISCO_GROUP_NAME, octets(3, 3), octets(0, 99));
    };
  }

  private TrafficSelector selector() {
    int length = random.nextBoolean() ? 4 : 16;
    return new TrafficSelector(u8(), u16(), u16(), address(length), address(length));
  }

  private InetAddress address(int length) {
    try {
      return InetAddress.getByAddress(octets(length, length).toArray());
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private ConfigurationAttribute attribute() {
    return random.nextBoolean()
        ? new ConfigurationAttribute(ConfigurationAttribute.INTERNAL_IP4_ADDRESS, octets(4, 4))
        : new ConfigurationAttribute(16384 + random.nextInt(16384), octets(0, 60));
  }

  private int u8() {
    return random.nextInt(256);
  }

  private int u16() {
    return random.nextInt(65536);
  }

  private Octets octets(int minimum, int maximum) {
    byte[] octets = new byte[random.nextInt(minimum, maximum + 1)];
    random.nextBytes(octets);
    return Octets.owned(octets);
  }

  private <T> List<T> list(int maximum, Supplier<T> element) {
    return Stream.generate(element).limit(random.nextInt(maximum + 1)).toList();
  }
}
