package io.gatehouse.node.radius;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.cluster.aaa.AttributeType;
import io.gatehouse.cluster.aaa.RadiusAttribute;
import io.gatehouse.node.radius.Reply.Code;
import io.gatehouse.node.radius.Reply.Discarded;
import io.gatehouse.node.radius.Reply.Genuine;
import io.gatehouse.node.radius.Reply.Reason;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyDecoderTest {

  private static final String KEY = "xyzzy5461";
  private static final ReplyDecoder DECODER =
      new ReplyDecoder(Secret.utf8(KEY), true, Service.AUTHENTICATION);
  private static final ReplyDecoder LENIENT =
      new ReplyDecoder(Secret.utf8(KEY), false, Service.AUTHENTICATION);
  private static final byte[] AUTHENTICATOR =
      Octets.hex("0f403f9473978057bd83d5cb98f4227a").toArray();
  private static final byte[] REQUEST =
      Octets.concat(Octets.hex("01000014"), Octets.copyOf(AUTHENTICATOR)).toArray();

  private static Reply decode(ForgedReply reply) {
    return DECODER.decode(reply.to(REQUEST, KEY), AUTHENTICATOR);
  }

  @Test
  void readsTheAcceptOfRfc2865Section7Point1WhereMessageAuthenticatorIsNotRequired() {
    byte[] accept =
        Octets.hex(
                "0200002686fe220e7624ba2a1005f6bf9b55e0b2" + "0606000000010f06000000000e06c0a80103")
            .toArray();

    assertThat(LENIENT.decode(accept, AUTHENTICATOR))
        .isInstanceOfSatisfying(
            Genuine.class,
            genuine -> {
              assertThat(genuine.code()).isEqualTo(Code.ACCEPT);
              assertThat(genuine.attributes().list())
                  .containsExactly(RadiusAttribute.integer(AttributeType.SERVICE_TYPE, 1));
            });
    assertThat(DECODER.decode(accept, AUTHENTICATOR))
        .isEqualTo(new Discarded(Reason.NO_MESSAGE_AUTHENTICATOR));
  }

  @Test
  void readsTheAnswerToStatusServerOfRfc5997Section6Point1() {
    byte[] request = Octets.hex("8a54f4686fb394c52866e302185d0623").toArray();
    byte[] accept = Octets.hex("02da0014ef0d552a4bf2d693ec2b6fe8b5411d66").toArray();

    assertThat(LENIENT.decode(accept, request)).isInstanceOf(Genuine.class);
  }

  @Test
  void readsAttributesInsideAndOutsideVendorSpecific() {
    ForgedReply reply =
        ForgedReply.accept()
            .with(8, Octets.hex("0a010203"))
            .withVendor(9, 1, Octets.utf8("ipsec:addr-pool=p"))
            .withVendor(311, 28, Octets.hex("0a000035"))
            .withVendor(4242, 1, Octets.hex("00"))
            .with(200, Octets.hex("ff"));

    assertThat(decode(reply))
        .isInstanceOfSatisfying(
            Genuine.class,
            genuine ->
                assertThat(genuine.attributes().list())
                    .containsExactly(
                        new RadiusAttribute(
                            AttributeType.FRAMED_IP_ADDRESS, Octets.hex("0a010203")),
                        new RadiusAttribute(
                            AttributeType.CISCO_AVPAIR, Octets.utf8("ipsec:addr-pool=p")),
                        new RadiusAttribute(
                            AttributeType.MS_PRIMARY_DNS_SERVER, Octets.hex("0a000035"))));
  }

  @Test
  void joinsEapMessagesInOrder() {
    ForgedReply reply =
        ForgedReply.challenge().with(79, Octets.hex("0102")).with(79, Octets.hex("0304"));

    assertThat(decode(reply))
        .isInstanceOfSatisfying(
            Genuine.class,
            genuine ->
                assertThat(genuine.attributes().joined(AttributeType.EAP_MESSAGE))
                    .contains(Octets.hex("01020304")));
  }

  @Test
  void readsOctetsBehindTheLengthAsPadding() {
    byte[] accept = ForgedReply.accept().to(REQUEST, KEY);

    assertThat(DECODER.decode(Arrays.copyOf(accept, accept.length + 7), AUTHENTICATOR))
        .isInstanceOf(Genuine.class);
  }

  @Test
  void discardsTheReplyToAnotherRequestWithTheSameIdentifier() {
    byte[] other = REQUEST.clone();
    other[10] ^= 1;

    assertThat(DECODER.decode(ForgedReply.accept().to(other, KEY), AUTHENTICATOR))
        .isEqualTo(new Discarded(Reason.WRONG_RESPONSE_AUTHENTICATOR));
  }

  @Test
  void discardsWhatHasNoMessageAuthenticatorOfItsOwn() {
    ForgedReply unsigned = ForgedReply.reject().withoutMessageAuthenticator();

    assertThat(decode(unsigned)).isEqualTo(new Discarded(Reason.NO_MESSAGE_AUTHENTICATOR));
    assertThat(decode(unsigned.with(80, Octets.hex("00"))))
        .isEqualTo(new Discarded(Reason.WRONG_MESSAGE_AUTHENTICATOR));
    assertThat(DECODER.decode(ForgedReply.reject().to(REQUEST, KEY, "another"), AUTHENTICATOR))
        .isEqualTo(new Discarded(Reason.WRONG_MESSAGE_AUTHENTICATOR));
  }

  @Test
  void eapNeedsMessageAuthenticatorEvenWhereItIsNotRequired() {
    byte[] reply =
        ForgedReply.accept()
            .withoutMessageAuthenticator()
            .with(79, Octets.hex("03010004"))
            .to(REQUEST, KEY);

    assertThat(LENIENT.decode(reply, AUTHENTICATOR))
        .isEqualTo(new Discarded(Reason.NO_MESSAGE_AUTHENTICATOR));
  }

  @Test
  void discardsOtherCodesAndAttributesOfWrongLength() {
    assertThat(decode(new ForgedReply(5, List.of(), true)))
        .isEqualTo(new Discarded(Reason.UNEXPECTED_CODE));
    assertThat(decode(ForgedReply.accept().with(8, Octets.hex("0a01"))))
        .isEqualTo(new Discarded(Reason.MALFORMED));
    assertThat(decode(new ForgedReply(2, List.of(Octets.hex("0801")), true)))
        .isEqualTo(new Discarded(Reason.MALFORMED));
    assertThat(decode(new ForgedReply(2, List.of(Octets.hex("19ff00")), true)))
        .isEqualTo(new Discarded(Reason.MALFORMED));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noReplySurvivesAChangedBit(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    byte[] reply =
        ForgedReply.accept()
            .withVendor(9, 1, Octets.utf8("ipsec:banner=hello"))
            .with(25, Octets.hex("0123456789"))
            .to(REQUEST, KEY);
    for (int turn = 0; turn < 500; turn++) {
      byte[] changed = reply.clone();
      // The identifier is what the link looks a request up by, and is covered by the MAC as well.
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      assertThat(DECODER.decode(changed, AUTHENTICATOR)).isInstanceOf(Discarded.class);
    }
  }

  @FuzzTest(maxDuration = "60s")
  void isTotalForAnyDatagram(FuzzedDataProvider data) {
    assertThat(DECODER.decode(data.consumeRemainingAsBytes(), AUTHENTICATOR))
        .isInstanceOf(Discarded.class);
  }

  @FuzzTest(maxDuration = "60s")
  void isTotalForAnyAttributesOfAServerWithTheKey(FuzzedDataProvider data) {
    Octets attributes = Octets.owned(data.consumeBytes(4000));
    byte[] reply = new ForgedReply(2, List.of(attributes), true).to(REQUEST, KEY);

    switch (DECODER.decode(reply, AUTHENTICATOR)) {
      case Genuine genuine ->
          assertThat(genuine.attributes().list().size()).isLessThanOrEqualTo(4096 / 2);
      case Discarded(var reason) ->
          assertThat(reason)
              .isIn(
                  Reason.MALFORMED,
                  Reason.WRONG_MESSAGE_AUTHENTICATOR,
                  Reason.NO_MESSAGE_AUTHENTICATOR);
    }
  }
}
