package io.gatehouse.protocol.ike.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.octets.Octets;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Octets written by hand after the figures of RFC 7296 section 3 and RFC 7383 section 2.5. */
class MessageLayoutTest {

  private static final IkeHeader HEADER =
      IkeHeader.request(0x0102030405060708L, 0x1112131415161718L, ExchangeType.IKE_AUTH, true, 9);
  private static final String SPIS = "01020304050607081112131415161718";

  static Stream<Arguments> bodies() {
    return Stream.of(
        body("KE, section 3.4", 34, "001f0000 a1a2a3", keyExchange(31, "a1a2a3")),
        body("IDi, section 3.5", 35, "02000000 6578", idi(2, "000000", "6578")),
        body("IDi as AnyConnect sends it", 35, "c9000000 2a24", idi(201, "000000", "2a24")),
        body("IDi keeps its reserved octets", 35, "0b010203 61", idi(11, "010203", "61")),
        body("IDi, address", 35, "01000000 c0000201", idi(1, "000000", "c0000201")),
        body("CERT, section 3.6", 37, "04 3082", new Payload.Certificate(4, hex("3082"))),
        body("CERTREQ, section 3.7", 38, "04", new Payload.CertificateRequest(4, hex(""))),
        body("AUTH, section 3.8", 39, "0e000000 0c30", new Payload.Authentication(14, hex("0c30"))),
        body("Nonce, section 3.9", 40, "00".repeat(16), new Payload.Nonce(hex("00".repeat(16)))),
        body(
            "Notify, section 3.10",
            41,
            "03044009 c1c2c3c4",
            new Payload.Notify(3, hex("c1c2c3c4"), 16393, hex(""))),
        body(
            "Notify of the IKE SA",
            41,
            "00004004 d1",
            Payload.Notify.of(NotifyType.NAT_DETECTION_SOURCE_IP, hex("d1"))),
        body("Delete of the IKE SA, section 3.11", 42, "01000000", delete(1)),
        body(
            "Delete of ESP SAs",
            42,
            "03040002 c1c2c3c4 d1d2d3d4",
            delete(3, "c1c2c3c4", "d1d2d3d4")),
        body("Vendor ID, section 3.12", 43, "4349", new Payload.VendorId(hex("4349"))),
        body("EAP, section 3.16", 48, "03010004", new Payload.Eap(hex("03010004"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void aPayloadIsReadAndWritten(String name, int type, Octets body, Payload payload) {
    Octets datagram = datagram(type, "00", body.hex());

    assertThat(MessageCodec.decode(datagram)).isEqualTo(whole(payload));
    assertThat(MessageCodec.encode(new IkeMessage(HEADER, List.of(payload)))).isEqualTo(datagram);
  }

  @Test
  void theHeaderIsReadAndWritten() {
    Octets datagram = hex(SPIS + "00 20 25 28 00000009 0000001c");
    IkeHeader header =
        IkeHeader.request(
            0x0102030405060708L, 0x1112131415161718L, ExchangeType.INFORMATIONAL, true, 9);
    IkeHeader response =
        new IkeHeader(header.initiatorSpi(), header.responderSpi(), 2, 0, 37, true, false, true, 9);

    assertThat(MessageCodec.decode(datagram))
        .isEqualTo(new MessageCodec.Whole(new IkeMessage(response, List.of())));
    assertThat(MessageCodec.encode(new IkeMessage(response, List.of()))).isEqualTo(datagram);
  }

  @Test
  void reservedHeaderBitsAndTheMinorVersionAreIgnored() {
    assertThat(MessageCodec.decode(hex(SPIS + "00 2f 23 cf 00000009 0000001c")))
        .isEqualTo(
            new MessageCodec.Whole(
                new IkeMessage(
                    new IkeHeader(
                        HEADER.initiatorSpi(),
                        HEADER.responderSpi(),
                        2,
                        15,
                        35,
                        true,
                        false,
                        false,
                        9),
                    List.of())));
  }

  @Test
  void proposalsAndTransforms() {
    Octets datagram =
        datagram(
            33,
            "00",
            "0200001c 01010002 0300000c 0100000c 800e0100 00000008 0300000c"
                + "00000020 02030402 c1c2c3c4 0300000c 01000014 800e0080 00000008 05000000");
    Payload proposals =
        new Payload.SecurityAssociation(
            List.of(
                new Proposal(
                    1,
                    Proposal.IKE,
                    Octets.empty(),
                    List.of(
                        Transform.of(TransformType.ENCR, 12, 256),
                        Transform.of(TransformType.INTEG, 12))),
                new Proposal(
                    2,
                    Proposal.ESP,
                    hex("c1c2c3c4"),
                    List.of(
                        Transform.of(TransformType.ENCR, 20, 128),
                        Transform.of(TransformType.ESN, 0)))));

    assertThat(MessageCodec.decode(datagram)).isEqualTo(whole(proposals));
    assertThat(MessageCodec.encode(new IkeMessage(HEADER, List.of(proposals)))).isEqualTo(datagram);
  }

  @Test
  void attributesOtherThanKeyLengthAreReported() {
    String transform = "0000001a 01010001 00000012 0100000c %s";
    Transform unacceptable = new Transform(1, 12, OptionalInt.empty(), true);

    assertThat(
            MessageCodec.decode(datagram(33, "00", transform.formatted("000f0006 a1a2a3a4a5a6"))))
        .isEqualTo(whole(ikeProposal(unacceptable)));
    assertThat(
            MessageCodec.decode(datagram(33, "00", transform.formatted("000e0006 a1a2a3a4a5a6"))))
        .as("Key Length has a type/value form only")
        .isEqualTo(whole(ikeProposal(unacceptable)));
  }

  @Test
  void trafficSelectorsOfBothFamilies() throws Exception {
    Octets datagram =
        datagram(
            44,
            "00",
            "02000000 0711 0010 0000ffff 00000000 ffffffff"
                + "0800 0028 00000000 "
                + "00000000000000000000ffffc0000201"
                + "00000000000000000000ffffc0000202");
    TrafficSelector all =
        new TrafficSelector(
            17,
            0,
            65535,
            InetAddress.getByName("0.0.0.0"),
            InetAddress.getByName("255.255.255.255"));

    MessageCodec.Decoded decoded = MessageCodec.decode(datagram);

    assertThat(decoded).isInstanceOf(MessageCodec.Whole.class);
    IkeMessage message = ((MessageCodec.Whole) decoded).message();
    var selectors = message.first(Payload.TrafficSelectorsInitiator.class).orElseThrow();
    assertThat(selectors.selectors()).hasSize(2).startsWith(all);
    assertThat(selectors.selectors().getLast().type())
        .as("IPv4-mapped addresses stay IPv6")
        .isEqualTo(TrafficSelector.TS_IPV6_ADDR_RANGE);
    assertThat(MessageCodec.encode(message)).isEqualTo(datagram);
  }

  @Test
  void selectorsOfUnknownTypesAreLeftOut() {
    assertThat(MessageCodec.decode(datagram(45, "00", "01000000 0900 000c 0000000000000000")))
        .isEqualTo(whole(new Payload.TrafficSelectorsResponder(List.of())));
  }

  @Test
  void configurationAttributesHaveTypesOf15Bits() {
    Octets datagram = datagram(47, "00", "01000000 00010000 f0000002 6869");
    Payload configuration =
        new Payload.Configuration(
            ConfigurationType.CFG_REQUEST,
            List.of(
                new ConfigurationAttribute(
                    ConfigurationAttribute.INTERNAL_IP4_ADDRESS, Octets.empty()),
                new ConfigurationAttribute(28672, hex("6869"))));

    assertThat(MessageCodec.decode(datagram)).isEqualTo(whole(configuration));
    assertThat(MessageCodec.encode(new IkeMessage(HEADER, List.of(configuration))))
        .isEqualTo(datagram(47, "00", "01000000 00010000 70000002 6869"));
  }

  @Test
  void anUnknownConfigurationTypeIsKeptLikeAnUnknownPayload() {
    assertThat(MessageCodec.decode(datagram(47, "00", "09000000")))
        .isEqualTo(whole(new Payload.Unknown(47, false, hex("09000000"))));
  }

  @Test
  void unknownPayloadsKeepTheirCriticalBit() {
    assertThat(MessageCodec.decode(datagram(200, "80", "aa")))
        .isEqualTo(whole(new Payload.Unknown(200, true, hex("aa"))));
    assertThat(MessageCodec.decode(datagram(200, "7f", "aa")))
        .isEqualTo(whole(new Payload.Unknown(200, false, hex("aa"))));
  }

  @Test
  void theCriticalBitOfAKnownPayloadIsIgnored() {
    assertThat(MessageCodec.decode(datagram(43, "80", "aa")))
        .isEqualTo(whole(new Payload.VendorId(hex("aa"))));
  }

  @Test
  void theNextPayloadOfAnEncryptedPayloadIsTheFirstInside() {
    Octets datagram = message(46, "23000008 a1a2a3a4");
    Payload encrypted = new Payload.Encrypted(35, hex("a1a2a3a4"));

    assertThat(MessageCodec.decode(datagram)).isEqualTo(whole(encrypted));
    assertThat(MessageCodec.encode(new IkeMessage(HEADER, List.of(encrypted)))).isEqualTo(datagram);
  }

  @Test
  void anEncryptedFragmentHasItsNumberAndTheirTotal() {
    assertThat(MessageCodec.decode(message(53, "2300000a 00010003 a1a2")))
        .isEqualTo(whole(new Payload.EncryptedFragment(35, 1, 3, hex("a1a2"))));
    assertThat(MessageCodec.decode(message(53, "2300000a 00020003 a1a2")))
        .as("only fragment 1 says what is inside")
        .isEqualTo(whole(new Payload.EncryptedFragment(0, 2, 3, hex("a1a2"))));
  }

  @Test
  void aCiscoFragmentCarriesAnIdANumberAndAMarkOfTheLast() {
    Octets datagram = message(132, "0000000a beef 02 01 a1a2");
    CiscoFragment fragment = new CiscoFragment(0xbeef, 2, true, hex("a1a2"));

    assertThat(MessageCodec.decode(datagram))
        .isEqualTo(new MessageCodec.Fragment(HEADER, fragment));
    assertThat(MessageCodec.encode(HEADER, fragment)).isEqualTo(datagram);
  }

  @Test
  void anotherMajorVersionIsReportedWhateverFollows() {
    assertThat(MessageCodec.decode(hex(SPIS + "21 30 25 08 00000009 ffffffff aabb")))
        .isEqualTo(
            new MessageCodec.OtherVersion(
                new IkeHeader(
                    HEADER.initiatorSpi(),
                    HEADER.responderSpi(),
                    3,
                    0,
                    37,
                    true,
                    false,
                    false,
                    9)));
  }

  @Test
  void anEmptyEncryptedPayloadHoldsNoPayloads() {
    assertThat(MessageCodec.decodeInner(HEADER, 0, Octets.empty()))
        .isEqualTo(new MessageCodec.Whole(new IkeMessage(HEADER, List.of())));
  }

  private static Arguments body(String name, int type, String body, Payload payload) {
    return Arguments.of(name, type, hex(body), payload);
  }

  private static Payload keyExchange(int method, String data) {
    return new Payload.KeyExchange(method, hex(data));
  }

  private static Payload idi(int type, String reserved, String data) {
    return new Payload.IdentificationInitiator(new Identification(type, hex(reserved), hex(data)));
  }

  private static Payload delete(int protocol, String... spis) {
    return new Payload.Delete(protocol, Stream.of(spis).map(MessageLayoutTest::hex).toList());
  }

  private static Payload ikeProposal(Transform transform) {
    return new Payload.SecurityAssociation(
        List.of(new Proposal(1, Proposal.IKE, Octets.empty(), List.of(transform))));
  }

  private static MessageCodec.Whole whole(Payload payload) {
    return new MessageCodec.Whole(new IkeMessage(HEADER, List.of(payload)));
  }

  private static Octets datagram(int type, String flags, String body) {
    int length = 4 + hex(body).length();
    return message(type, "00" + flags + "%04x".formatted(length) + body);
  }

  private static Octets message(int type, String payloads) {
    int length = 28 + hex(payloads).length();
    return hex(SPIS + "%02x 20 23 08 00000009 %08x".formatted(type, length) + payloads);
  }

  private static Octets hex(String spaced) {
    return Octets.hex(spaced.replace(" ", ""));
  }
}
