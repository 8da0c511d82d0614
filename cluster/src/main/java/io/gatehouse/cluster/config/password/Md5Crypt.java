package io.gatehouse.cluster.config.password;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hash that FreeBSD's crypt(3) marks with {@code $1$}. It is weak, and here only because
 * routers still have it.
 */
final class Md5Crypt {

  private static final byte[] MAGIC = {'$', '1', '$'};
  private static final int ROUNDS = 1000;

  /** The octets of the digest from which each four characters are made, most significant first. */
  private static final int[][] GROUPS = {
    {0, 6, 12}, {1, 7, 13}, {2, 8, 14}, {3, 9, 15}, {4, 10, 5}
  };

  private Md5Crypt() {}

  static String digest(byte[] password, byte[] salt) {
    byte[] digest = first(password, salt);
    for (int round = 0; round < ROUNDS; round++) {
      MessageDigest md5 = md5();
      boolean odd = round % 2 == 1;
      md5.update(odd ? password : digest);
      if (round % 3 != 0) {
        md5.update(salt);
      }
      if (round % 7 != 0) {
        md5.update(password);
      }
      digest = md5.digest(odd ? digest : password);
    }
    return text(digest);
  }

  private static byte[] first(byte[] password, byte[] salt) {
    MessageDigest inner = md5();
    inner.update(password);
    inner.update(salt);
    byte[] alternate = inner.digest(password);
    MessageDigest md5 = md5();
    md5.update(password);
    md5.update(MAGIC);
    md5.update(salt);
    for (int left = password.length; left > 0; left -= alternate.length) {
      md5.update(alternate, 0, Math.min(left, alternate.length));
    }
    // As it always was: a zero for each bit that is set, the password's first octet for others.
    for (int bits = password.length; bits > 0; bits >>>= 1) {
      md5.update(bits % 2 == 1 ? 0 : password[0]);
    }
    return md5.digest();
  }

  private static String text(byte[] digest) {
    StringBuilder text = new StringBuilder();
    for (int[] group : GROUPS) {
      append(
          text,
          octet(digest, group[0]) << 16 | octet(digest, group[1]) << 8 | octet(digest, group[2]),
          4);
    }
    append(text, octet(digest, 11), 2);
    return text.toString();
  }

  private static int octet(byte[] digest, int index) {
    return Byte.toUnsignedInt(digest[index]);
  }

  /** Six bits a character, the least significant first. */
  private static void append(StringBuilder text, int bits, int characters) {
    for (int i = 0; i < characters; i++) {
      text.append(HashType.CRYPT.charAt((bits >>> (6 * i)) & 0x3f));
    }
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
