package io.gatehouse.protocol.ike.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.MessageCodec;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageProtectionTest {

  private static final String SUITES = "io.gatehouse.protocol.ike.crypto.Suites#all";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final IkeHeader HEADER =
      IkeHeader.request(
          0x1111111111111111L, 0x2222222222222222L, ExchangeType.INFORMATIONAL, true, 7);
  private static final List<Payload> PAYLOADS =
      List.of(
          Payload.Notify.of(NotifyType.INITIAL_CONTACT),
          new Payload.VendorId(Octets.utf8("somebody")));

  @ParameterizedTest
  @MethodSource(SUITES)
  void whatIsProtectedOpensAgain(IkeSuite suite) {
    RandomGenerator generator = new SplittableRandom(7383);
    MessageProtection protection = MessageProtection.ofInitiator(suite, Suites.keys(suite));
    for (int length = 0; length < 70; length++) {
      List<Payload> payloads = List.of(new Payload.VendorId(random(generator, length)));

      Octets datagram = protection.protect(HEADER, payloads, RANDOM);

      assertThat(reopened(protection, datagram)).isEqualTo(new IkeMessage(HEADER, payloads));
    }
  }

  @ParameterizedTest
  @MethodSource(SUITES)
  void anEmptyMessageIsOneToo(IkeSuite suite) {
    MessageProtection protection = MessageProtection.ofResponder(suite, Suites.keys(suite));

    Octets datagram = protection.protect(HEADER, List.of(), RANDOM);

    assertThat(reopened(protection, datagram)).isEqualTo(new IkeMessage(HEADER, List.of()));
  }

  @ParameterizedTest
  @MethodSource(SUITES)
  void noTwoMessagesShareAnIv(IkeSuite suite) {
    MessageProtection protection = MessageProtection.ofInitiator(suite, Suites.keys(suite));
    int bodyAt = IkeHeader.LENGTH + 4;
    int iv = suite.encryption().ivLength();

    Octets first = protection.protect(HEADER, PAYLOADS, RANDOM).slice(bodyAt, bodyAt + iv);
    Octets second = protection.protect(HEADER, PAYLOADS, RANDOM).slice(bodyAt, bodyAt + iv);

    assertThat(first).isNotEqualTo(second);
  }

  @ParameterizedTest
  @MethodSource(SUITES)
  void everyOctetOfAMessageIsProtected(IkeSuite suite) {
    MessageProtection protection = MessageProtection.ofInitiator(suite, Suites.keys(suite));
    Octets datagram = protection.protect(HEADER, PAYLOADS, RANDOM);
    Payload.Encrypted encrypted = encrypted(datagram);
    for (int at = 0; at < datagram.length(); at++) {
      Octets forged = flipped(datagram, at);
      Octets body = forged.slice(datagram.length() - encrypted.body().length(), forged.length());

      assertThat(protection.open(forged, new Payload.Encrypted(41, body)))
          .as("octet %d", at)
          .isEmpty();
    }
    assertThat(protection.open(datagram, encrypted)).isPresent();
  }

  @ParameterizedTest
  @MethodSource(SUITES)
  void everyOctetOfAFragmentIsProtected(IkeSuite suite) {
    MessageProtection protection = MessageProtection.ofInitiator(suite, Suites.keys(suite));
    Octets datagram =
        protection.protectInFragments(HEADER, List.of(large(200)), 160, RANDOM).getFirst();
    Payload.EncryptedFragment fragment = fragment(datagram);
    int bodyAt = datagram.length() - fragment.body().length();
    for (int at = 0; at < datagram.length(); at++) {
      Octets forged = flipped(datagram, at);
      Octets body = forged.slice(bodyAt, forged.length());

      assertThat(
              protection.open(
                  forged,
                  new Payload.EncryptedFragment(43, fragment.number(), fragment.total(), body)))
          .as("octet %d", at)
          .isEmpty();
    }
    assertThat(protection.open(datagram, fragment)).isPresent();
  }

  @ParameterizedTest
  @MethodSource(SUITES)
  void bodiesOfEveryLengthButTheRightOneAreRefused(IkeSuite suite) {
    MessageProtection protection = MessageProtection.ofInitiator(suite, Suites.keys(suite));
    Octets datagram = protection.protect(HEADER, PAYLOADS, RANDOM);
    Octets body = encrypted(datagram).body();
    Octets before = datagram.slice(0, datagram.length() - body.length());
    for (int length = 0; length < body.length(); length++) {
      Octets shorter = body.slice(0, length);

      assertThat(
              protection.open(Octets.concat(before, shorter), new Payload.Encrypted(41, shorter)))
          .isEmpty();
    }
  }

  @Test
  void aBodyThatCannotBeOfTheDatagramIsRefused() {
    IkeSuite suite = Suites.suite(Encryption.ENCR_AES_GCM_16, 128, Optional.empty());
    MessageProtection protection = MessageProtection.ofInitiator(suite, Suites.keys(suite));
    Octets datagram = protection.protect(HEADER, PAYLOADS, RANDOM);

    assertThat(protection.open(datagram, new Payload.Encrypted(41, datagram))).isEmpty();
    assertThat(protection.open(Octets.empty(), encrypted(datagram))).isEmpty();
    assertThat(protection.open(datagram, new Payload.EncryptedFragment(41, 1, 1, datagram)))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource(SUITES)
  void theOtherDirectionsKeysOpenNothing(IkeSuite suite) {
    IkeKeys keys = Suites.keys(suite);
    Octets datagram = MessageProtection.ofInitiator(suite, keys).protect(HEADER, PAYLOADS, RANDOM);

    assertThat(MessageProtection.ofResponder(suite, keys).open(datagram, encrypted(datagram)))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource(SUITES)
  void aMessageThatFitsIsNotFragmented(IkeSuite suite) {
    MessageProtection protection = MessageProtection.ofInitiator(suite, Suites.keys(suite));
    int length = protection.protect(HEADER, PAYLOADS, RANDOM).length();

    List<Octets> whole = protection.protectInFragments(HEADER, PAYLOADS, length, RANDOM);
    assertThat(whole).hasSize(1);
    assertThat(reopened(protection, whole.getFirst())).isEqualTo(new IkeMessage(HEADER, PAYLOADS));
  }

  @ParameterizedTest
  @MethodSource(SUITES)
  void fragmentsPutTogetherAreTheMessage(IkeSuite suite) {
    MessageProtection protection = MessageProtection.ofInitiator(suite, Suites.keys(suite));
    List<Payload> payloads = List.of(large(900), Payload.Notify.of(NotifyType.MOBIKE_SUPPORTED));
    for (int maximum : new int[] {120, 121, 127, 128, 129, 500, 576}) {
      List<Octets> datagrams = protection.protectInFragments(HEADER, payloads, maximum, RANDOM);

      assertThat(datagrams).hasSizeGreaterThan(1);
      assertThat(datagrams)
          .allSatisfy(datagram -> assertThat(datagram.length()).isLessThanOrEqualTo(maximum));
      assertThat(reassembled(protection, datagrams)).isEqualTo(new IkeMessage(HEADER, payloads));
    }
  }

  /** RFC 7383 section 2.5: only the first fragment says what the first payload is. */
  @Test
  void fragmentsAreNumberedFromOneAndOnlyTheFirstNamesAPayload() {
    IkeSuite suite = Suites.suite(Encryption.ENCR_AES_GCM_16, 256, Optional.empty());
    List<Payload.EncryptedFragment> fragments =
        MessageProtection.ofInitiator(suite, Suites.keys(suite))
            .protectInFragments(HEADER, List.of(large(400)), 200, RANDOM)
            .stream()
            .map(MessageProtectionTest::fragment)
            .toList();

    assertThat(fragments).extracting(Payload.EncryptedFragment::number).containsExactly(1, 2, 3);
    assertThat(fragments).extracting(Payload.EncryptedFragment::total).containsOnly(3);
    assertThat(fragments)
        .extracting(Payload.EncryptedFragment::firstPayload)
        .containsExactly(43, 0, 0);
  }

  @Test
  void fragmentsWithoutRoomForContentAreRefused() {
    IkeSuite suite = Suites.suite(Encryption.ENCR_AES_GCM_16, 256, Optional.empty());
    MessageProtection protection = MessageProtection.ofInitiator(suite, Suites.keys(suite));

    assertThatThrownBy(() -> protection.protectInFragments(HEADER, List.of(large(400)), 61, RANDOM))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fragments of 61");
    assertThat(protection.protectInFragments(HEADER, List.of(large(400)), 62, RANDOM)).hasSize(404);
  }

  @Test
  void aMessageTooLongForOnePayloadIsRefusedWhole() {
    IkeSuite suite = Suites.suite(Encryption.ENCR_AES_GCM_16, 256, Optional.empty());
    MessageProtection protection = MessageProtection.ofInitiator(suite, Suites.keys(suite));
    List<Payload> payloads = List.of(large(40000), large(40000));

    assertThatThrownBy(() -> protection.protect(HEADER, payloads, RANDOM))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("80008");
    assertThat(
            reassembled(protection, protection.protectInFragments(HEADER, payloads, 1280, RANDOM)))
        .isEqualTo(new IkeMessage(HEADER, payloads));
  }

  private static Payload large(int length) {
    return new Payload.VendorId(random(new SplittableRandom(7383), length));
  }

  private static Octets random(RandomGenerator generator, int length) {
    byte[] octets = new byte[length];
    generator.nextBytes(octets);
    return Octets.owned(octets);
  }

  private static Octets flipped(Octets octets, int at) {
    byte[] copy = octets.toArray();
    copy[at] ^= 0x10;
    return Octets.owned(copy);
  }

  private static IkeMessage reopened(MessageProtection protection, Octets datagram) {
    Payload.Encrypted encrypted = encrypted(datagram);
    return inner(encrypted.firstPayload(), protection.open(datagram, encrypted).orElseThrow());
  }

  private static IkeMessage reassembled(MessageProtection protection, List<Octets> datagrams) {
    return inner(
        fragment(datagrams.getFirst()).firstPayload(),
        Octets.concat(
            datagrams.stream()
                .map(datagram -> protection.open(datagram, fragment(datagram)).orElseThrow())
                .toList()));
  }

  private static IkeMessage inner(int firstPayload, Octets chain) {
    return ((MessageCodec.Whole) MessageCodec.decodeInner(HEADER, firstPayload, chain)).message();
  }

  private static Payload.Encrypted encrypted(Octets datagram) {
    return message(datagram).first(Payload.Encrypted.class).orElseThrow();
  }

  private static Payload.EncryptedFragment fragment(Octets datagram) {
    return message(datagram).first(Payload.EncryptedFragment.class).orElseThrow();
  }

  private static IkeMessage message(Octets datagram) {
    return ((MessageCodec.Whole) MessageCodec.decode(datagram)).message();
  }
}
