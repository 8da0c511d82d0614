package io.gatehouse.protocol.ike.wireshark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.MessageCodec;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Opens and decodes the IKEv2 captures of Wireshark's test suite, and finds in them what Wireshark
 * finds. The system property {@code gatehouse.wireshark} is the directory that {@code
 * deploy/wireshark-captures} prints.
 */
class WiresharkCapturesTest {

  private static final String DIRECTORY = "gatehouse.wireshark";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ikev2-decrypt-3des-sha1_160.pcap",
        "ikev2-decrypt-aes128ccm12-2.pcap",
        "ikev2-decrypt-aes128ccm12.pcap",
        "ikev2-decrypt-aes192ctr.pcap",
        "ikev2-decrypt-aes256cbc.pcapng",
        "ikev2-decrypt-aes256ccm16.pcapng",
        "ikev2-decrypt-aes256gcm16.pcap",
        "ikev2-decrypt-aes256gcm8.pcap",
      })
  void captureIsWhatWiresharkSaysItIs(String name) throws IOException {
    Path directory = directory();
    KeyTable keys = KeyTable.read(directory.resolve("config/ikev2_decryption_table.tmpl"));

    List<IkeMessage> messages =
        CaptureFile.datagrams(directory.resolve("captures").resolve(name)).stream()
            .map(datagram -> opened(datagram, keys))
            .toList();

    assertThat(messages).hasSizeGreaterThanOrEqualTo(4);
    for (IkeMessage message : messages) {
      List<Class<? extends Payload>> expected = expectedTypes(message.header());
      assertThat(types(message).subList(0, expected.size())).isEqualTo(expected);
    }
    assertThat(authentications(messages))
        .hasSize(2)
        .contains(expectedAuthentication(directory, name));
  }

  private static Path directory() {
    String directory = System.getProperty(DIRECTORY, "");
    assumeTrue(
        !directory.isEmpty(),
        () -> "-D" + DIRECTORY + " is not set to the directory of deploy/wireshark-captures");
    return Path.of(directory);
  }

  /** The message with its content in the clear; on the way it must encode to the same octets. */
  private static IkeMessage opened(Octets datagram, KeyTable keys) {
    IkeMessage message = whole(MessageCodec.decode(datagram));
    assertThat(MessageCodec.encode(message)).isEqualTo(datagram);
    Optional<Payload.Encrypted> encrypted = message.first(Payload.Encrypted.class);
    if (encrypted.isEmpty()) {
      return message;
    }
    KeyTable.Row row = keys.of(message.header().initiatorSpi());
    boolean fromInitiator = message.header().initiator();
    Octets content = CapturedSa.open(row, fromInitiator, datagram, encrypted.get()).orElseThrow();
    assertThat(CapturedSa.open(row, fromInitiator, forged(datagram), encrypted.get())).isEmpty();
    IkeMessage inner =
        whole(MessageCodec.decodeInner(message.header(), encrypted.get().firstPayload(), content));
    assertThat(MessageCodec.encodePayloads(inner.payloads())).isEqualTo(content);
    return inner;
  }

  private static Octets forged(Octets datagram) {
    byte[] octets = datagram.toArray();
    octets[octets.length - 1] ^= 1;
    return Octets.owned(octets);
  }

  private static IkeMessage whole(MessageCodec.Decoded decoded) {
    assertThat(decoded).isInstanceOf(MessageCodec.Whole.class);
    return ((MessageCodec.Whole) decoded).message();
  }

  private static List<Class<? extends Payload>> types(IkeMessage message) {
    return message.payloads().stream().<Class<? extends Payload>>map(Payload::getClass).toList();
  }

  /** All eight are of host-to-host tunnels with pre-shared keys, most of them deleted again. */
  private static List<Class<? extends Payload>> expectedTypes(IkeHeader header) {
    if (header.is(ExchangeType.IKE_SA_INIT)) {
      return List.of(
          Payload.SecurityAssociation.class,
          Payload.KeyExchange.class,
          Payload.Nonce.class,
          Payload.Notify.class,
          Payload.Notify.class);
    }
    if (header.is(ExchangeType.INFORMATIONAL)) {
      return header.response() ? List.of() : List.of(Payload.Delete.class);
    }
    List<Class<? extends Payload>> authenticated =
        List.of(
            Payload.IdentificationResponder.class,
            Payload.Authentication.class,
            Payload.SecurityAssociation.class,
            Payload.TrafficSelectorsInitiator.class,
            Payload.TrafficSelectorsResponder.class);
    return header.response()
        ? authenticated
        : Stream.concat(
                Stream.of(Payload.IdentificationInitiator.class, Payload.Notify.class),
                authenticated.stream())
            .toList();
  }

  private static List<String> authentications(List<IkeMessage> messages) {
    return messages.stream()
        .flatMap(message -> message.all(Payload.Authentication.class))
        .map(authentication -> authentication.data().hex())
        .toList();
  }

  /** The hexadecimal string that Wireshark's own test looks for in this capture. */
  private static String expectedAuthentication(Path directory, String name) throws IOException {
    Matcher test =
        Pattern.compile(Pattern.quote(name) + "'.*?'(\\p{XDigit}{40,})'", Pattern.DOTALL)
            .matcher(Files.readString(directory.resolve("suite_decryption.py")));
    assertThat(test.find()).as("a test of %s", name).isTrue();
    return test.group(1);
  }
}
