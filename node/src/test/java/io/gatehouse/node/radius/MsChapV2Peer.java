package io.gatehouse.node.radius;

import io.gatehouse.protocol.octets.Octets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.MD4Digest;

/** The client's side of MS-CHAPv2 (RFC 2759) and its keys (RFC 3079), for EAP-MSCHAPv2. */
record MsChapV2Peer(String user, String password, Octets peerChallenge) {

  private static final String MASTER_KEY = "This is the MPPE Master Key";
  private static final String CLIENT_SENDS =
      "On the client side, this is the send key; on the server side, it is the receive key.";
  private static final String SERVER_SENDS =
      "On the client side, this is the receive key; on the server side, it is the send key.";

  /** RFC 2759 section 8.1. */
  byte[] ntResponse(byte[] authenticatorChallenge) {
    byte[] challenge =
        Arrays.copyOf(
            sha1(
                peerChallenge.toArray(),
                authenticatorChallenge,
                user.getBytes(StandardCharsets.US_ASCII)),
            8);
    byte[] keys = Arrays.copyOf(passwordHash(), 21);
    ByteBuffer response = ByteBuffer.allocate(24);
    for (int at = 0; at < 21; at += 7) {
      response.put(des(Arrays.copyOfRange(keys, at, at + 7), challenge));
    }
    return response.array();
  }

  /** Receive key and send key of the server's side, 16 octets each, and 32 zeros. */
  byte[] masterSessionKey(byte[] ntResponse) {
    byte[] master =
        Arrays.copyOf(
            sha1(md4(passwordHash()), ntResponse, MASTER_KEY.getBytes(StandardCharsets.US_ASCII)),
            16);
    return ByteBuffer.allocate(64)
        .put(startKey(master, CLIENT_SENDS))
        .put(startKey(master, SERVER_SENDS))
        .array();
  }

  /** RFC 3079 section 3.4. */
  private static byte[] startKey(byte[] master, String magic) {
    byte[] pad = new byte[40];
    Arrays.fill(pad, (byte) 0xf2);
    return Arrays.copyOf(
        sha1(master, new byte[40], magic.getBytes(StandardCharsets.US_ASCII), pad), 16);
  }

  private byte[] passwordHash() {
    return md4(password.getBytes(StandardCharsets.UTF_16LE));
  }

  static byte[] md4(byte[] octets) {
    MD4Digest digest = new MD4Digest();
    digest.update(octets, 0, octets.length);
    byte[] hash = new byte[16];
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
      throw new IllegalStateException(e);
    }
  }

  /** The 56 bits of {@code key}, spread over eight octets with room for parity. */
  private static byte[] des(byte[] key, byte[] block) {
    long bits = 0;
    for (byte octet : key) {
      bits = bits << 8 | Byte.toUnsignedInt(octet);
    }
    byte[] spread = new byte[8];
    for (int at = 0; at < 8; at++) {
      spread[at] = (byte) (bits >>> (49 - 7 * at) << 1);
    }
    try {
      Cipher cipher = Cipher.getInstance("DES/ECB/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(spread, "DES"));
      return cipher.doFinal(block);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Answers the server's challenge, a whole EAP Request of type 26. */
  Octets eapResponse(Octets challengeRequest) {
    byte[] name = user.getBytes(StandardCharsets.US_ASCII);
    int length = 5 + 4 + 1 + 49 + name.length;
    ByteBuffer packet = ByteBuffer.allocate(length);
    packet.put((byte) 2).put((byte) challengeRequest.at(1)).putShort((short) length);
    packet.put((byte) 26).put((byte) 2).put((byte) challengeRequest.at(6));
    packet.putShort((short) (length - 5)).put((byte) 49);
    packet.put(peerChallenge.toArray()).put(new byte[8]);
    packet.put(ntResponse(authenticatorChallenge(challengeRequest))).put((byte) 0).put(name);
    return Octets.owned(packet.array());
  }

  static byte[] authenticatorChallenge(Octets challengeRequest) {
    return challengeRequest.slice(10, 26).toArray();
  }
}
