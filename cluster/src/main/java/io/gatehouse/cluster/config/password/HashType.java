package io.gatehouse.cluster.config.password;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.KeyParameter;

/** The hashes of passwords that IOS knows, but for type 4, which was a mistake. */
public enum HashType {
  /** Type 5: MD5 a thousand times. */
  MD5_CRYPT(5, "1", "1,8", 22) {
    @Override
    String digest(byte[] password, byte[] salt) {
      return Md5Crypt.digest(password, salt);
    }
  },

  /** Type 8: PBKDF2 (RFC 8018) with HMAC-SHA-256, 20,000 times. */
  PBKDF2_SHA256(8, "8", "14", 43) {
    private static final int ITERATIONS = 20_000;

    @Override
    String digest(byte[] password, byte[] salt) {
      var generator = new PKCS5S2ParametersGenerator(new SHA256Digest());
      generator.init(password, salt, ITERATIONS);
      var key = (KeyParameter) generator.generateDerivedMacParameters(OCTETS * Byte.SIZE);
      return base64(key.getKey());
    }
  },

  /** Type 9: scrypt (RFC 7914) with N = 16384, r = 1 and p = 1. */
  SCRYPT(9, "9", "14", 43) {
    private static final int COST = 16_384;

    @Override
    String digest(byte[] password, byte[] salt) {
      return base64(SCrypt.generate(password, salt, COST, 1, 1, OCTETS));
    }
  };

  private static final int OCTETS = 32;
  private static final String BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  static final String CRYPT = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final int number;
  private final String tag;
  private final String saltLengths;
  private final int digestLength;

  HashType(int number, String tag, String saltLengths, int digestLength) {
    this.number = number;
    this.tag = tag;
    this.saltLengths = saltLengths;
    this.digestLength = digestLength;
  }

  /**
   * @param number as in {@code secret 8}
   */
  public static Optional<HashType> of(int number) {
    return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
  }

  public int number() {
    return number;
  }

  String tag() {
    return tag;
  }

  /** In characters, as a bound of a regular expression. */
  String saltLengths() {
    return saltLengths;
  }

  /** In characters. */
  int digestLength() {
    return digestLength;
  }

  abstract String digest(byte[] password, byte[] salt);

  /** The bits in the order of RFC 4648, in the alphabet of crypt(3), without padding. */
  private static String base64(byte[] octets) {
    StringBuilder text = new StringBuilder();
    for (char character :
        Base64.getEncoder().withoutPadding().encodeToString(octets).toCharArray()) {
      text.append(CRYPT.charAt(BASE64.indexOf(character)));
    }
    return text.toString();
  }
}
