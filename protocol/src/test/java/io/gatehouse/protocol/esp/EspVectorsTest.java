package io.gatehouse.protocol.esp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Published packets. */
class EspVectorsTest {

  private static final Secret NONE = Secret.copyOf(new byte[0]);

  /** RFC 7634 appendix A: an ICMP Echo Request in tunnel mode. */
  @Test
  void chaCha20Poly1305() {
    EspSuite suite = suite(Encryption.ENCR_CHACHA20_POLY1305, 256, false);
    Octets key =
        Octets.hex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3");
    Octets esp =
        Octets.hex(
            "0102030400000005"
                + "1011121314151617"
                + "24039428b97f417e3c13753a4f05087b67c352e6a7fab1b982d466ef407ae5c6"
                + "14ee8099d52844eb61aa95dfab4c02f72aa71e7c4c4f64c9befe2facc638e8f3"
                + "cbec163fac469b502773f6fb94e664da9165b82829f641e0"
                + "76aaa8266b7fb0f7b11b369907e1ad43");
    EspInbound inbound = EspInbound.of(0x01020304, suite, Secret.copyOf(key.toArray()), NONE, 64);
    ByteBuffer packet = ByteBuffer.allocate(200);

    assertThat(inbound.open(esp.buffer(), packet)).isEqualTo(EspInbound.Result.ACCEPTED);

    assertThat(Octets.from(packet.flip()))
        .isEqualTo(
            Octets.hex(
                "45000054a6f200004001e778c6336405c000020508005b7a3a080000553bec10"
                    + "0007362708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20212223"
                    + "2425262728292a2b2c2d2e2f3031323334353637"));
    assertThat(inbound.sequence()).isEqualTo(5);
  }

  /** draft-mcgrew-gcm-test-01, the vectors for RFC 4106: with an extended sequence number. */
  @Test
  void aesGcmWithExtendedSequenceNumber() {
    Octets esp =
        Octets.hex(
            "0000432100000000"
                + "4956ed7e3b244cfe"
                + "fecf537e729d5b07dc30df528dd22b768d1b98736696a6fd348509fa13ceac34"
                + "cfa2436f14a3f3cf65925bf1f4a13c5d15b21e1884f5ff6247aeabb786b93bce"
                + "61bc17d768fd9732459018148f6cbe722fd04796562dfdb4");
    Octets plaintext =
        Octets.hex(
            "45000048699a000080114db7c0a80102c0a801010a9bf15638d3010000010000"
                + "00000000045f736970045f756470037369700963796265726369747902646b00"
                + "0021000101020201");
    assertOpens("4c80cdefbb5d10da906ac73c3613a6342e443b68", 0x87654321_00000000L, esp, plaintext);
  }

  /** The same source, with a 32-bit sequence number. */
  @Test
  void aesGcm() {
    Octets esp =
        Octets.hex(
            "0000a5f80000000a"
                + "facedbaddecaf888"
                + "deb22cd9b07c72c16e3a65beeb8df304a5a5897d33ae530f1ba76d5d114d2a5c"
                + "3de81827c10e9a4f51330d0eec416642cfbb85a5b47e48a4ec3b9ba95d918bd1"
                + "83b70d3aa8bc6ee4c309e9d85a41ad4a");
    Octets plaintext =
        Octets.hex(
            "4500003e698f000080114dccc0a80102c0a801010a980035002a2343b2d00100"
                + "0001000000000000037369700963796265726369747902646b00000100010001");
    assertOpens("feffe9928665731c6d6a8f9467308308cafebabe", 10, esp, plaintext);
  }

  private static void assertOpens(String key, long sequence, Octets esp, Octets plaintext) {
    EspSuite suite = suite(Encryption.ENCR_AES_GCM_16, 128, sequence >>> 32 != 0);
    EspTransform transform = EspTransform.of(suite, Secret.copyOf(Octets.hex(key).toArray()), NONE);
    byte[] opened = new byte[esp.length()];

    assertThat(transform.open(esp.array(), 0, esp.length(), sequence, opened, 0)).isTrue();
    assertThat(Octets.copyOf(Arrays.copyOf(opened, plaintext.length()))).isEqualTo(plaintext);
  }

  private static EspSuite suite(Encryption encryption, int bits, boolean extended) {
    return EspFixtures.suite(encryption, bits, Optional.empty(), extended);
  }
}
