package io.gatehouse.protocol.octets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** An immutable octet string. */
public final class Octets {

  private static final int PRINTED_OCTETS = 32;
  private static final Octets EMPTY = new Octets(new byte[0]);

  private final byte[] octets;

  private Octets(byte[] octets) {
    this.octets = octets;
  }

  public static Octets empty() {
    return EMPTY;
  }

  /** Copies {@code octets}. */
  public static Octets copyOf(byte[] octets) {
    return new Octets(octets.clone());
  }

  /** Takes {@code octets} over without a copy: the caller promises never to write to it again. */
  public static Octets owned(byte[] octets) {
    return octets.length == 0 ? EMPTY : new Octets(octets);
  }

  /** Reads what remains in {@code buffer}, and moves its position to its limit. */
  public static Octets from(ByteBuffer buffer) {
    byte[] octets = new byte[buffer.remaining()];
    buffer.get(octets);
    return owned(octets);
  }

  public static Octets utf8(String text) {
    return owned(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads hexadecimal digits.
   *
   * @throws IllegalArgumentException when {@code hex} is not an even number of hexadecimal digits
   */
  public static Octets hex(String hex) {
    return owned(HexFormat.of().parseHex(hex));
  }

  public static Octets concat(Octets... parts) {
    return concat(List.of(parts));
  }

  public static Octets concat(List<Octets> parts) {
    int length = 0;
    for (Octets part : parts) {
      length = Math.addExact(length, part.octets.length);
    }
    byte[] joined = new byte[length];
    int at = 0;
    for (Octets part : parts) {
      System.arraycopy(part.octets, 0, joined, at, part.octets.length);
      at += part.octets.length;
    }
    return owned(joined);
  }

  public int length() {
    return octets.length;
  }

  public boolean isEmpty() {
    return octets.length == 0;
  }

  /** The octet at {@code index} as a number from 0 to 255. */
  public int at(int index) {
    return Byte.toUnsignedInt(octets[index]);
  }

  public Octets slice(int from, int to) {
    return owned(Arrays.copyOfRange(octets, from, to));
  }

  public byte[] toArray() {
    return octets.clone();
  }

  /** The octets themselves, without a copy, for reading only. */
  @SuppressWarnings("EI_EXPOSE_REP")
  public byte[] array() {
    return octets;
  }

  /** A read-only, big-endian view. */
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(octets).asReadOnlyBuffer();
  }

  public String utf8() {
    return new String(octets, StandardCharsets.UTF_8);
  }

  public String hex() {
    return HexFormat.of().formatHex(octets);
  }

  public boolean startsWith(Octets prefix) {
    int length = prefix.octets.length;
    return length <= octets.length && Arrays.equals(octets, 0, length, prefix.octets, 0, length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets that && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  /** Hexadecimal, and never long: a hostile message must not fill a log. */
  @Override
  public String toString() {
    return octets.length <= PRINTED_OCTETS
        ? hex()
        : slice(0, PRINTED_OCTETS).hex() + "… (" + octets.length + " octets)";
  }
}
