package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stateless cookies (RFC 7296 section 2.6): the version of the secret (1 octet) and a truncated
 * HMAC-SHA256 (16 octets) over the initiator's nonce, address and SPI. Every node that has the
 * secrets can verify what another has minted.
 */
public final class Cookie {

  /** Octets of a cookie. */
  public static final int LENGTH = 17;

  private static final String ALGORITHM = "HmacSHA256";
  private static final int LENGTH_OF_NONCE = 2;
  private static final int SPI = 8;

  private Cookie() {}

  /**
   * The cookie for an initiator.
   *
   * @param version of the secret, modulo 256
   * @param source without the port, which a NAT may change between two messages
   */
  public static Octets mint(
      Secret secret, int version, Octets initiatorNonce, InetAddress source, long initiatorSpi) {
    byte[] code = hmac(secret, covered(initiatorNonce, source, initiatorSpi));
    byte[] cookie = new byte[LENGTH];
    cookie[0] = (byte) version;
    System.arraycopy(code, 0, cookie, 1, LENGTH - 1);
    return Octets.owned(cookie);
  }

  /**
   * Whether {@code cookie} was minted for the same initiator, in constant time for each secret.
   *
   * @param secrets by version modulo 256: the current one, and the one before it
   */
  public static boolean verify(
      Map<Integer, Secret> secrets,
      Octets cookie,
      Octets initiatorNonce,
      InetAddress source,
      long initiatorSpi) {
    if (cookie.length() != LENGTH) {
      return false;
    }
    int version = cookie.at(0);
    Secret secret = secrets.get(version);
    return secret != null
        && MessageDigest.isEqual(
            mint(secret, version, initiatorNonce, source, initiatorSpi).array(), cookie.array());
  }

  /** The nonce has its length in front, so that it cannot be taken for part of the address. */
  private static byte[] covered(Octets nonce, InetAddress source, long spi) {
    byte[] address = source.getAddress();
    return ByteBuffer.allocate(LENGTH_OF_NONCE + nonce.length() + SPI + address.length)
        .putShort((short) nonce.length())
        .put(nonce.array())
        .putLong(spi)
        .put(address)
        .array();
  }

  private static byte[] hmac(Secret secret, byte[] covered) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.reveal(), ALGORITHM));
      return mac.doFinal(covered);
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError("every Java platform has " + ALGORITHM, impossible);
    }
  }
}
