package io.gatehouse.protocol.ike.message;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.protocol.octets.Octets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessageCodecFuzzTest {

  private static final IkeHeader HEADER = IkeHeader.request(1, 2, ExchangeType.IKE_AUTH, true, 1);

  static Stream<Arguments> datagrams() {
    return IntStream.range(0, 20)
        .mapToObj(seed -> new RandomMessages(new SplittableRandom(seed)).message())
        .map(message -> Arguments.of((Object) MessageCodec.encode(message).toArray()));
  }

  static Stream<Arguments> plaintexts() {
    return IntStream.range(0, 20)
        .mapToObj(seed -> new RandomMessages(new SplittableRandom(seed)).payloads())
        .filter(payloads -> !payloads.isEmpty())
        .map(MessageCodecFuzzTest::typeAndPlaintext)
        .map(input -> Arguments.of((Object) input.toArray()));
  }

  private static Octets typeAndPlaintext(List<Payload> payloads) {
    byte[] type = {(byte) MessageCodec.typeOf(payloads.getFirst())};
    return Octets.concat(Octets.owned(type), MessageCodec.encodePayloads(payloads));
  }

  @MethodSource("datagrams")
  @FuzzTest(maxDuration = "30s")
  void decode(byte[] datagram) {
    CodecProperties.decodingIsTotal(Octets.copyOf(datagram));
  }

  /** The first octet is the type of the first payload. */
  @MethodSource("plaintexts")
  @FuzzTest(maxDuration = "30s")
  void decodeInner(byte[] input) {
    Octets octets = Octets.copyOf(input);
    if (!octets.isEmpty()) {
      CodecProperties.decodingInnerIsTotal(HEADER, octets.at(0), octets.slice(1, input.length));
    }
  }
}
