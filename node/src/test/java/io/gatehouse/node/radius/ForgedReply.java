package io.gatehouse.node.radius;

import io.gatehouse.protocol.octets.Octets;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Replies as a server makes them, or as it must not. Owes nothing to the code under test. */
record ForgedReply(int code, List<Octets> attributes, boolean signed) {

  private static final int MESSAGE_AUTHENTICATOR = 18;

  static ForgedReply accept() {
    return new ForgedReply(2, List.of(), true);
  }

  static ForgedReply reject() {
    return new ForgedReply(3, List.of(), true);
  }

  static ForgedReply challenge() {
    return new ForgedReply(11, List.of(), true);
  }

  ForgedReply withoutMessageAuthenticator() {
    return new ForgedReply(code, attributes, false);
  }

  ForgedReply with(int type, Octets value) {
    List<Octets> more = new ArrayList<>(attributes);
    more.add(
        Octets.concat(Octets.owned(new byte[] {(byte) type, (byte) (value.length() + 2)}), value));
    return new ForgedReply(code, more, signed);
  }

  ForgedReply withVendor(int vendor, int type, Octets value) {
    ByteBuffer header = ByteBuffer.allocate(6);
    header.putInt(vendor).put((byte) type).put((byte) (value.length() + 2));
    return with(26, Octets.concat(Octets.owned(header.array()), value));
  }

  /** The datagram that answers {@code request}. */
  byte[] to(byte[] request, String key) {
    return to(request, key, key);
  }

  /** With keys that may be wrong: one for each authenticator. */
  byte[] to(byte[] request, String responseKey, String messageKey) {
    Octets body = Octets.concat(attributes);
    int length = 20 + body.length() + (signed ? MESSAGE_AUTHENTICATOR : 0);
    ByteBuffer packet = ByteBuffer.allocate(length);
    packet.put((byte) code).put(request[1]).putShort((short) length).put(request, 4, 16);
    packet.put(body.array());
    if (signed) {
      packet.put((byte) 80).put((byte) MESSAGE_AUTHENTICATOR);
      packet.put(hmac(packet.array(), messageKey));
    }
    byte[] key = Octets.utf8(responseKey).toArray();
    byte[] hashed = ByteBuffer.allocate(length + key.length).put(packet.array()).put(key).array();
    return packet.put(4, md5(hashed)).array();
  }

  static byte[] hmac(byte[] octets, String key) {
    try {
      Mac mac = Mac.getInstance("HmacMD5");
      mac.init(new SecretKeySpec(Octets.utf8(key).toArray(), "HmacMD5"));
      return mac.doFinal(octets);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] md5(byte[] octets) {
    try {
      return MessageDigest.getInstance("MD5").digest(octets);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
