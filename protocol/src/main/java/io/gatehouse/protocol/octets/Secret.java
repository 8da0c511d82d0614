package io.gatehouse.protocol.octets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Key octets or a password: compared in constant time, and never printed. */
public final class Secret {

  private final byte[] octets;

  private Secret(byte[] octets) {
    this.octets = octets;
  }

  public static Secret copyOf(byte[] octets) {
    return new Secret(octets.clone());
  }

  /** Takes {@code octets} over without a copy: the caller promises never to write to it again. */
  public static Secret owned(byte[] octets) {
    return new Secret(octets);
  }

  public static Secret utf8(String text) {
    return new Secret(text.getBytes(StandardCharsets.UTF_8));
  }

  public int length() {
    return octets.length;
  }

  public boolean isEmpty() {
    return octets.length == 0;
  }

  /** The octets themselves, without a copy, for reading only. */
  public byte[] reveal() {
    return octets;
  }

  public String revealUtf8() {
    return new String(octets, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(octets, that.octets);
  }

  /** The length only, so that a hash in a log or a heap dump says nothing about the octets. */
  @Override
  public int hashCode() {
    return octets.length;
  }

  @Override
  public String toString() {
    return "Secret(" + octets.length + " octets)";
  }
}
