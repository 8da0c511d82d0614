package io.gatehouse.protocol.ike.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.octets.Octets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedMessageTest {

  private static final IkeHeader HEADER = IkeHeader.request(1, 2, ExchangeType.IKE_AUTH, true, 1);

  @ParameterizedTest(name = "payload of type {0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          43  | 00000003 | Vendor ID payload does not fit: its length leaves -1 octets
          43  | 00000005 | Vendor ID payload does not fit: its length leaves 1 octets
          43  | 000000   | octet 2: cut short
          43  | 00000004 00 | octet 4: 1 octets too many
          43  | 28000004 | octet 4: cut short
          33  | 0000000c 0100000800010100 | Last Substruc is 1
          33  | 0000000c 0200000801010000 | Last Substruc is 2
          33  | 00000014 0000000801010000 0000000801010000 | Last Substruc is 0
          33  | 0000000c 0000000800010000 | proposal number 0
          33  | 00000010 0000000c01010400 aabbccdd | an SPI of 4 octets for protocol 1
          33  | 0000000c 0000000801030000 | an SPI of 0 octets for protocol 3
          33  | 0000000c 0000000801010001 | Proposal, octet 12: cut short
          33  | 00000014 0000001001010000 0000000801000001 | Proposal, octet 12: 8 octets too many
          33  | 00000014 0000001001010001 0300000801000001 | Last Substruc is 3
          33  | 00000014 0000001001010001 0000000701000001 | Transform, octet 16: Last Substruc is 0
          33  | 00000018 0000001401010001 0000000c01000001 000f00ff | 255 octets wanted
          34  | 00000006 001f | KE payload, octet 6: cut short
          35  | 00000006 0b00 | IDi payload, octet 5: cut short
          35  | 0000000b 01000000 c00002 | an identity of type 1 with 3 octets
          36  | 0000000c 05000000 c0000201 | an identity of type 5 with 4 octets
          37  | 00000004 | CERT payload, octet 4: cut short
          38  | 00000004 | CERTREQ payload, octet 4: cut short
          39  | 00000006 0100 | AUTH payload, octet 5: cut short
          40  | 00000013 000102030405060708090a0b0c0d0e | 15 octets, but 16 to 256
          41  | 00000006 0000 | Notify payload, octet 6: cut short
          41  | 00000009 00024000 aa | Notify payload, octet 8: cut short
          42  | 00000009 01010001 aa | SPIs of 1 octets for protocol 1
          42  | 00000008 01000001 | 1 SPIs of 0 octets
          42  | 00000008 0300ffff | SPIs of 0 octets for protocol 3
          42  | 0000000c 03040002 aabbccdd | Delete payload, octet 12: cut short
          42  | 0000000d 03040001 aabbccddee | Delete payload, octet 12: 1 octets too many
          42  | 00000008 03040101 | 257 SPIs of 4 octets
          44  | 00000006 0100 | TSi payload, octet 5: cut short
          44  | 00000008 01000000 | TSi payload, octet 8: cut short
          45  | 00000018 01000000 0700001008000000 c0000201c0000201 00 | octet 24: 1 octets too many
          45  | 00000014 01000000 0800000c 0000ffff aabbccdd | Traffic selector, octet 16: cut short
          47  | 00000004 | Configuration payload, octet 4: cut short
          47  | 0000000a 01000000 0001 | Configuration payload, octet 10: cut short
          47  | 0000000f 02000000 00010003 c00002 | attribute 1 with 3 octets
          46  | 00000004 | not allowed here
          53  | 00000008 00010001 | not allowed here
          132 | 00000008 00010001 | not allowed here
          """)
  void theReasonSaysWhatIsWrongAndWhere(int type, String payloads, String reason) {
    MessageCodec.Decoded decoded = MessageCodec.decodeInner(HEADER, type, hex(payloads));

    assertThat(decoded).isInstanceOf(MessageCodec.Malformed.class);
    MessageCodec.Malformed malformed = (MessageCodec.Malformed) decoded;
    assertThat(malformed.reason()).contains(reason);
    assertThat(malformed.header()).contains(HEADER);
  }

  @ParameterizedTest(name = "payload of type {0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          46  | 00000008 aabbccdd 00 | octet 36: 1 octets too many
          53  | 00000006 0001 | Encrypted Fragment payload, octet 34: cut short
          53  | 00000008 00000001 | fragment 0 of 1
          53  | 00000008 00020001 | fragment 2 of 1
          132 | 2b000008 00010101 00000004 | a Cisco fragment must be the only payload
          132 | 00000008 00010101 00000004 | octet 36: 4 octets too many
          132 | 00000007 000101 | Cisco fragment payload, octet 35: cut short
          132 | 00000003 | Cisco fragment payload does not fit
          132 | 00000008 00010001 | fragment number 0
          43  | 84000004 00000008 00010001 | Cisco fragment payload, octet 36: not allowed here
          """)
  void fragmentsAndEncryptedPayloadsAreCheckedInTheClear(int type, String payloads, String reason) {
    int length = 28 + hex(payloads).length();
    String header =
        "00000000000000010000000000000002%02x20230800000001%08x".formatted(type, length);

    MessageCodec.Decoded decoded = MessageCodec.decode(hex(header + payloads));

    assertThat(decoded).isInstanceOf(MessageCodec.Malformed.class);
    MessageCodec.Malformed malformed = (MessageCodec.Malformed) decoded;
    assertThat(malformed.reason()).contains(reason);
    assertThat(malformed.header()).contains(HEADER);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 27})
  void fewerThan28OctetsHaveNoHeader(int length) {
    assertThat(MessageCodec.decode(Octets.owned(new byte[length])))
        .isEqualTo(
            new MessageCodec.Malformed(
                Optional.empty(), "IKE header: " + length + " octets are too few"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000000", "0000001b", "0000001d", "8000001c", "ffffffff"})
  void theLengthMustBeThatOfTheDatagram(String length) {
    MessageCodec.Decoded decoded =
        MessageCodec.decode(hex("00000000000000010000000000000002 00 20 23 08 00000001" + length));

    assertThat(decoded)
        .isEqualTo(
            new MessageCodec.Malformed(
                Optional.of(HEADER),
                "IKE header: length %s in a datagram of 28".formatted(Long.parseLong(length, 16))));
  }

  @Test
  void payloadsAreBoundedInNumber() {
    String vendorIds = "2b000004".repeat(128);

    assertThat(MessageCodec.decodeInner(HEADER, 43, hex(vendorIds + "00000004")))
        .isEqualTo(
            new MessageCodec.Malformed(
                Optional.of(HEADER), "Encrypted content, octet 512: more than 128 payloads"));
  }

  @Test
  void proposalsAreBoundedInNumber() {
    String proposals = "0200000801010000".repeat(65);
    String payload = "0000%04x".formatted(4 + 65 * 8) + proposals;

    assertThat(MessageCodec.decodeInner(HEADER, 33, hex(payload)))
        .isEqualTo(
            new MessageCodec.Malformed(
                Optional.of(HEADER), "SA payload, octet 516: more than 64 proposals"));
  }

  @Test
  void configurationAttributesAreBoundedInNumber() {
    String payload = "0000%04x01000000".formatted(8 + 1025 * 4) + "00010000".repeat(1025);

    assertThat(MessageCodec.decodeInner(HEADER, 47, hex(payload)))
        .isEqualTo(
            new MessageCodec.Malformed(
                Optional.of(HEADER),
                "Configuration payload, octet 4104: more than 1024 attributes"));
  }

  private static Octets hex(String spaced) {
    return Octets.hex(spaced.replace(" ", ""));
  }
}
