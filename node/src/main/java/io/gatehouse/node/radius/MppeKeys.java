package io.gatehouse.node.radius;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** MS-MPPE-Send-Key and MS-MPPE-Recv-Key (RFC 2548 sections 2.4.2 and 2.4.3). */
final class MppeKeys {

  /** Octets of an MSK (RFC 3748 section 7.10). */
  static final int MASTER_SESSION_KEY = 64;

  private static final int SALT = 2;
  private static final int BLOCK = 16;

  private MppeKeys() {}

  /**
   * The MSK: the receive key, the send key, and zeros up to 64 octets. EAP-TLS gives twice 32
   * octets; EAP-MSCHAPv2 twice 16, which stay together.
   *
   * @return empty when the keys are longer than an MSK
   */
  static Optional<Secret> masterSessionKey(Secret receiveKey, Secret sendKey) {
    int length = receiveKey.length() + sendKey.length();
    if (length > MASTER_SESSION_KEY) {
      return Optional.empty();
    }
    ByteBuffer key = ByteBuffer.allocate(MASTER_SESSION_KEY);
    key.put(receiveKey.reveal()).put(sendKey.reveal());
    return Optional.of(Secret.owned(key.array()));
  }

  /**
   * Takes a key out of an attribute's {@code value}, which is salt and hidden octets.
   *
   * @param requestAuthenticator of the request that was answered, 16 octets
   * @return empty when the value is malformed
   */
  static Optional<Secret> reveal(Octets value, byte[] requestAuthenticator, Secret sharedSecret) {
    int hidden = value.length() - SALT;
    if (hidden < BLOCK || hidden % BLOCK != 0) {
      return Optional.empty();
    }
    byte[] octets = value.array();
    byte[] chained =
        Octets.concat(Octets.owned(requestAuthenticator), value.slice(0, SALT)).toArray();
    byte[] plain = new byte[hidden];
    for (int at = 0; at < hidden; at += BLOCK) {
      byte[] mask = MessageAuthenticator.md5(concat(sharedSecret.reveal(), chained));
      for (int index = 0; index < BLOCK; index++) {
        plain[at + index] = (byte) (octets[SALT + at + index] ^ mask[index]);
      }
      chained = Arrays.copyOfRange(octets, SALT + at, SALT + at + BLOCK);
    }
    int length = Byte.toUnsignedInt(plain[0]);
    return length > 0 && length < hidden
        ? Optional.of(Secret.owned(Arrays.copyOfRange(plain, 1, 1 + length)))
        : Optional.empty();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
