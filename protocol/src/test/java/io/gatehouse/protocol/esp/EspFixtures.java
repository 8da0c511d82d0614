package io.gatehouse.protocol.esp;

import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.ike.crypto.Integrity;
import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Suites, keys and IP packets to test with. */
final class EspFixtures {

  static final int SPI = 0x89ABCDEF;

  private EspFixtures() {}

  /** Every suite that Gatehouse serves, with and without extended sequence numbers. */
  static List<EspSuite> suites() {
    List<EspSuite> suites = new ArrayList<>();
    for (boolean extended : new boolean[] {false, true}) {
      for (int bits : new int[] {128, 192, 256}) {
        suites.add(suite(Encryption.ENCR_AES_GCM_16, bits, Optional.empty(), extended));
        for (Integrity integrity : Integrity.values()) {
          suites.add(suite(Encryption.ENCR_AES_CBC, bits, Optional.of(integrity), extended));
        }
      }
      suites.add(suite(Encryption.ENCR_CHACHA20_POLY1305, 256, Optional.empty(), extended));
    }
    return suites;
  }

  static EspSuite gcm(boolean extended) {
    return suite(Encryption.ENCR_AES_GCM_16, 256, Optional.empty(), extended);
  }

  static EspSuite suite(
      Encryption encryption, int bits, Optional<Integrity> integrity, boolean extended) {
    return new EspSuite(encryption, bits, integrity, Optional.empty(), extended);
  }

  static Secret key(EspSuite suite) {
    return octets(suite.keyLength() / 8 + suite.encryption().saltLength(), 1);
  }

  static Secret integrityKey(EspSuite suite) {
    return octets(suite.integrity().map(Integrity::keyLength).orElse(0), 100);
  }

  private static Secret octets(int length, int first) {
    byte[] octets = new byte[length];
    for (int i = 0; i < length; i++) {
      octets[i] = (byte) (first + i);
    }
    return Secret.owned(octets);
  }

  static EspOutbound outbound(EspSuite suite, long first) {
    return EspOutbound.of(SPI, suite, key(suite), integrityKey(suite), first);
  }

  static EspInbound inbound(EspSuite suite) {
    return EspInbound.of(SPI, suite, key(suite), integrityKey(suite), 1024);
  }

  /** An IPv4 packet with random content. */
  static byte[] ipv4(RandomGenerator random, int length) {
    byte[] packet = new byte[length];
    random.nextBytes(packet);
    packet[0] = 0x45;
    ByteBuffer.wrap(packet).putShort(2, (short) length);
    return packet;
  }

  /** An IPv6 packet with random content. */
  static byte[] ipv6(RandomGenerator random, int length) {
    byte[] packet = new byte[length];
    random.nextBytes(packet);
    packet[0] = 0x60;
    ByteBuffer.wrap(packet).putShort(4, (short) (length - 40));
    return packet;
  }

  static byte[] protect(EspOutbound outbound, byte[] packet) {
    ByteBuffer esp = ByteBuffer.allocate(packet.length + outbound.overhead());
    if (!outbound.protect(ByteBuffer.wrap(packet), esp)) {
      throw new AssertionError("no sequence numbers left");
    }
    return Arrays.copyOf(esp.array(), esp.position());
  }

  /**
   * An ESP packet around any plaintext, trailer included.
   *
   * @param plaintext its length must suit the suite
   */
  static byte[] seal(EspSuite suite, long sequence, byte[] plaintext) {
    EspTransform transform = EspTransform.of(suite, key(suite), integrityKey(suite));
    byte[] esp = new byte[plaintext.length + transform.overhead()];
    ByteBuffer.wrap(esp).putInt(SPI).putInt((int) sequence);
    System.arraycopy(
        plaintext, 0, esp, EspTransform.HEADER + transform.ivLength(), plaintext.length);
    transform.seal(esp, 0, esp.length, sequence);
    return esp;
  }

  static EspInbound.Result open(EspInbound inbound, byte[] esp) {
    return inbound.open(ByteBuffer.wrap(esp), ByteBuffer.allocate(esp.length));
  }
}
