package io.gatehouse.node.radius;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.MD4Digest;

/**
 * The computations of MS-CHAPv2 (RFC 2759 section 8) for one user and one pair of challenges.
 *
 * @param authenticatorChallenge 16 octets
 * @param peerChallenge 16 octets
 * @param userName as typed; a domain before {@code \} is no part of what is hashed
 */
record MsChapV2(Octets authenticatorChallenge, Octets peerChallenge, String userName) {

  static final int CHALLENGE_LENGTH = 16;

  private static final int HASH_LENGTH = 16;
  private static final int DES_KEY_LENGTH = 7;
  private static final int DES_KEYS_LENGTH = 3 * DES_KEY_LENGTH;
  private static final int DES_BLOCK_LENGTH = 8;
  private static final byte[] TO_CLIENT_SIGNING =
      "Magic server to client signing constant".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PADDING =
      "Pad to make it do more than one iteration".getBytes(StandardCharsets.US_ASCII);

  /** GenerateNTResponse: 24 octets. */
  Octets ntResponse(Secret password) {
    byte[] keys = Arrays.copyOf(passwordHash(password), DES_KEYS_LENGTH);
    ByteBuffer response = ByteBuffer.allocate(3 * DES_BLOCK_LENGTH);
    for (int at = 0; at < DES_KEYS_LENGTH; at += DES_KEY_LENGTH) {
      response.put(encrypted(challengeHash(), keys, at));
    }
    return Octets.owned(response.array());
  }

  /**
   * GenerateAuthenticatorResponse: {@code S=} and 40 hexadecimal digits, by which a server shows
   * that it knows the password too.
   */
  String authenticatorResponse(Secret password) {
    byte[] digest =
        sha1(md4(passwordHash(password)), ntResponse(password).toArray(), TO_CLIENT_SIGNING);
    byte[] response = sha1(digest, challengeHash(), PADDING);
    return "S=" + HexFormat.of().formatHex(response).toUpperCase(Locale.ROOT);
  }

  private byte[] challengeHash() {
    String name = userName.substring(userName.lastIndexOf('\\') + 1);
    byte[] hash =
        sha1(
            peerChallenge.toArray(),
            authenticatorChallenge.toArray(),
            name.getBytes(StandardCharsets.UTF_8));
    return Arrays.copyOf(hash, DES_BLOCK_LENGTH);
  }

  private static byte[] passwordHash(Secret password) {
    return md4(password.revealUtf8().getBytes(StandardCharsets.UTF_16LE));
  }

  private static byte[] md4(byte[] octets) {
    MD4Digest digest = new MD4Digest();
    digest.update(octets, 0, octets.length);
    byte[] hash = new byte[HASH_LENGTH];
    digest.doFinal(hash, 0);
    return hash;
  }

  private static byte[] sha1(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has SHA-1", e);
    }
  }

  private static byte[] encrypted(byte[] block, byte[] keys, int at) {
    try {
      Cipher cipher = Cipher.getInstance("DES/ECB/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(desKey(keys, at), "DES"));
      return cipher.doFinal(block);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has DES", e);
    }
  }

  /** 56 bits, spread over the upper seven bits of eight octets: DES does not look at the parity. */
  private static byte[] desKey(byte[] keys, int at) {
    long bits = 0;
    for (int index = at; index < at + DES_KEY_LENGTH; index++) {
      bits = bits << Byte.SIZE | Byte.toUnsignedInt(keys[index]);
    }
    byte[] key = new byte[DES_BLOCK_LENGTH];
    for (int index = DES_BLOCK_LENGTH - 1; index >= 0; index--) {
      key[index] = (byte) (bits << 1);
      bits >>>= 7;
    }
    return key;
  }
}
