package io.gatehouse.protocol.ike.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatehouse.protocol.octets.Octets;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageRoundTripTest {

  static IntStream seeds() {
    return IntStream.range(0, 400);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aMessageThatIsEncodedDecodesToItself(int seed) {
    IkeMessage message = new RandomMessages(new SplittableRandom(seed)).message();

    Octets datagram = MessageCodec.encode(message);

    assertThat(MessageCodec.decode(datagram)).isEqualTo(new MessageCodec.Whole(message));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void payloadsForEncryptionDecodeToThemselves(int seed) {
    RandomMessages messages = new RandomMessages(new SplittableRandom(seed));
    IkeMessage message = new IkeMessage(messages.header(), messages.payloads());
    int first = message.payloads().stream().findFirst().map(MessageCodec::typeOf).orElse(0);

    Octets plaintext = MessageCodec.encodePayloads(message.payloads());

    assertThat(MessageCodec.decodeInner(message.header(), first, plaintext))
        .isEqualTo(new MessageCodec.Whole(message));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyTruncatedMessageIsMalformed(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Octets datagram = MessageCodec.encode(new RandomMessages(random).message());

    Octets truncated = datagram.slice(0, random.nextInt(datagram.length()));

    assertThat(MessageCodec.decode(truncated)).isInstanceOf(MessageCodec.Malformed.class);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aDamagedMessageIsMalformedOrStableUnderEncoding(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] damaged = MessageCodec.encode(new RandomMessages(random).message()).toArray();
    for (int i = 0; i < 3; i++) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
    }

    CodecProperties.decodingIsTotal(Octets.owned(damaged));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aCiscoFragmentDecodesToItself(int seed) {
    RandomGenerator random = new SplittableRandom(seed);
    IkeHeader header = new RandomMessages(random).header();
    byte[] data = new byte[random.nextInt(1400)];
    random.nextBytes(data);
    CiscoFragment fragment =
        new CiscoFragment(
            random.nextInt(65536),
            random.nextInt(1, 256),
            random.nextBoolean(),
            Octets.owned(data));

    assertThat(MessageCodec.decode(MessageCodec.encode(header, fragment)))
        .isEqualTo(new MessageCodec.Fragment(header, fragment));
  }

  @Test
  void nothingFollowsAnEncryptedPayload() {
    IkeHeader header = IkeHeader.request(1, 2, ExchangeType.INFORMATIONAL, true, 3);
    Payload encrypted = new Payload.Encrypted(0, Octets.hex("00"));
    Payload vendorId = new Payload.VendorId(Octets.empty());

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> MessageCodec.encode(new IkeMessage(header, List.of(encrypted, vendorId))));
  }

  @Test
  void attributesThatWereNotKeptAreNotWritten() {
    Transform transform = new Transform(1, 12, OptionalInt.of(256), true);
    Proposal proposal = new Proposal(1, Proposal.IKE, Octets.empty(), List.of(transform));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                MessageCodec.encodePayloads(
                    List.of(new Payload.SecurityAssociation(List.of(proposal)))));
  }

  @Test
  void aPayloadOfMoreThan65535OctetsIsNotWritten() {
    Payload tooLong = new Payload.VendorId(Octets.owned(new byte[65532]));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> MessageCodec.encodePayloads(List.of(tooLong)));
  }

  @Test
  void theIdentityEntersAuthWithItsReservedOctets() {
    Identification identification =
        new Identification(201, Octets.hex("0a0b0c"), Octets.utf8("*$AnyConnectClient$*"));

    assertThat(MessageCodec.encode(identification))
        .isEqualTo(Octets.concat(Octets.hex("c90a0b0c"), Octets.utf8("*$AnyConnectClient$*")));
    assertThat(MessageCodec.encode(new Identification(11, Octets.hex("ff"))))
        .isEqualTo(Octets.hex("0b000000ff"));
  }
}
