package io.gatehouse.node.radius;

import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What guards a RADIUS packet: RFC 2865 section 3, RFC 3579 section 3.2. */
final class MessageAuthenticator {

  /** Octets of the attribute, type and length included. */
  static final int ATTRIBUTE_LENGTH = 18;

  static final int LENGTH = 16;

  private MessageAuthenticator() {}

  /** HMAC-MD5 over {@code packet}, in which the attribute's own value is zero. */
  static byte[] of(byte[] packet, Secret key) {
    try {
      Mac mac = Mac.getInstance("HmacMD5");
      mac.init(new SecretKeySpec(key.reveal(), "HmacMD5"));
      return mac.doFinal(packet);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has HMAC-MD5", e);
    }
  }

  /**
   * The Response Authenticator of {@code reply}; with zeros for the request's, the Request
   * Authenticator of an Accounting-Request (RFC 2866 section 3).
   *
   * @param requestAuthenticator 16 octets
   */
  static byte[] ofResponse(byte[] reply, byte[] requestAuthenticator, Secret key) {
    ByteBuffer hashed = ByteBuffer.allocate(reply.length + key.length());
    hashed.put(reply, 0, RadiusPacket.AUTHENTICATOR).put(requestAuthenticator);
    hashed.put(reply, RadiusPacket.HEADER, reply.length - RadiusPacket.HEADER).put(key.reveal());
    return md5(hashed.array());
  }

  static byte[] md5(byte[] octets) {
    try {
      return MessageDigest.getInstance("MD5").digest(octets);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has MD5", e);
    }
  }
}
