package io.gatehouse.protocol.ike.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.octets.Octets;

/** What holds for every input of the codec. */
final class CodecProperties {

  private static final int LONGEST_REASON = 200;

  private CodecProperties() {}

  static void decodingIsTotal(Octets datagram) {
    switch (MessageCodec.decode(datagram)) {
      case MessageCodec.Whole(IkeMessage message) -> isStable(message);
      case MessageCodec.Fragment(IkeHeader header, CiscoFragment fragment) ->
          assertThat(MessageCodec.encode(header, fragment).length()).isEqualTo(datagram.length());
      case MessageCodec.OtherVersion(IkeHeader header) ->
          assertThat(header.majorVersion()).isNotEqualTo(IkeHeader.MAJOR_VERSION);
      case MessageCodec.Malformed malformed -> isBrief(malformed);
    }
  }

  static void decodingInnerIsTotal(IkeHeader header, int firstPayload, Octets plaintext) {
    switch (MessageCodec.decodeInner(header, firstPayload, plaintext)) {
      case MessageCodec.Whole(IkeMessage message) -> isStable(message);
      case MessageCodec.Malformed malformed -> isBrief(malformed);
      case MessageCodec.Fragment _, MessageCodec.OtherVersion _ ->
          throw new AssertionError("only whole messages are encrypted");
    }
  }

  private static void isStable(IkeMessage message) {
    if (hasUnknownAttributes(message)) {
      return;
    }
    assertThat(MessageCodec.decode(MessageCodec.encode(message)))
        .isEqualTo(new MessageCodec.Whole(message));
  }

  private static boolean hasUnknownAttributes(IkeMessage message) {
    return message
        .all(Payload.SecurityAssociation.class)
        .flatMap(payload -> payload.proposals().stream())
        .flatMap(proposal -> proposal.transforms().stream())
        .anyMatch(Transform::unknownAttributes);
  }

  private static void isBrief(MessageCodec.Malformed malformed) {
    assertThat(malformed.reason()).isNotEmpty().hasSizeLessThan(LONGEST_REASON);
  }
}
