package io.gatehouse.node.xfrm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.gatehouse.node.namespace.NetworkNamespace;
import io.gatehouse.node.netlink.Acknowledgement;
import io.gatehouse.node.netlink.Errno;
import io.gatehouse.node.xfrm.EspAlgorithm.Aead;
import io.gatehouse.node.xfrm.EspAlgorithm.CipherAndHash;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** States in a kernel that has ESP, as they are listed and as {@code ip xfrm} shows them. */
class StatesInKernelTest {

  private static final SaId ID = new SaId(InetAddress.ofLiteral("203.0.113.1"), 0x100);
  private static final InetAddress CLIENT = InetAddress.ofLiteral("198.51.100.1");

  static Stream<Arguments> states() {
    return Stream.of(
        Arguments.of(gcm(64), "rfc4106(gcm(aes)) 0x" + "17".repeat(20) + " 64"),
        Arguments.of(gcm(96), "rfc4106(gcm(aes)) 0x" + "17".repeat(20) + " 96"),
        Arguments.of(gcm(128), "rfc4106(gcm(aes)) 0x" + "17".repeat(20) + " 128"),
        Arguments.of(
            new Aead("rfc7539esp(chacha20,poly1305)", key(36), 128),
            "rfc7539esp(chacha20,poly1305) 0x" + "17".repeat(36) + " 128"),
        Arguments.of(
            new CipherAndHash("cbc(aes)", key(16), "hmac(sha1)", key(20), 96),
            "hmac(sha1) 0x" + "17".repeat(20) + " 96"),
        Arguments.of(
            new CipherAndHash("cbc(aes)", key(24), "hmac(sha256)", key(32), 128),
            "hmac(sha256) 0x" + "17".repeat(32) + " 128"),
        Arguments.of(
            new CipherAndHash("cbc(aes)", key(32), "hmac(sha384)", key(48), 192),
            "hmac(sha384) 0x" + "17".repeat(48) + " 192"),
        Arguments.of(
            new CipherAndHash("cbc(aes)", key(32), "hmac(sha512)", key(64), 256),
            "hmac(sha512) 0x" + "17".repeat(64) + " 256"),
        Arguments.of(
            new CipherAndHash("ecb(cipher_null)", key(0), "hmac(sha256)", key(32), 128),
            "enc ecb(cipher_null)"));
  }

  @ParameterizedTest
  @MethodSource("states")
  void whatIsAddedIsListedAndShown(EspAlgorithm algorithm, String shown) throws Exception {
    EspState state =
        EspState.of(ID, CLIENT, 2, algorithm, true, Replay.fresh(Replay.LARGEST_WINDOW))
            .encapsulated(new EncapsulationPorts(40_500, 4_500))
            .numbered(
                Replay.fresh(Replay.LARGEST_WINDOW), new Lifetime(1_000, 2_000, 3, 4, 0, 600));
    try (NetworkNamespace namespace = NetworkNamespace.make("states");
        XfrmSocket socket = namespace.call(XfrmSocket::open)) {
      Acknowledgement answer = socket.request(StateMessage.add(state));
      boolean lacks = answer.errno() == Errno.ENOSYS || answer.errno() == Errno.EPROTONOSUPPORT;
      assumeFalse(lacks, "run it with deploy/test-kernel: " + answer.reason());
      answer.orThrow("state");

      EspState listed = socket.state(ID).orElseThrow();
      assertThat(listed.continuing(listed.replay(), Usage.NONE)).isEqualTo(state);
      assertThat(namespace.exec("ip", "-s", "xfrm", "state").replaceAll(" \\(\\d+ bits\\)", ""))
          .contains(shown)
          .contains("src 198.51.100.1 dst 203.0.113.1", "spi 0x00000100", "mode tunnel")
          .contains("encap type espinudp sport 40500 dport 4500", "replay_window 4096")
          .contains("limit: soft 1000(bytes), hard 2000(bytes)")
          .contains("limit: soft 3(packets), hard 4(packets)");
    }
  }

  private static Aead gcm(int checkValueBits) {
    return new Aead("rfc4106(gcm(aes))", key(20), checkValueBits);
  }

  private static Secret key(int length) {
    byte[] key = new byte[length];
    Arrays.fill(key, (byte) 0x17);
    return Secret.owned(key);
  }
}
