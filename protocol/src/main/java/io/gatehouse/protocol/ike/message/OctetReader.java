package io.gatehouse.protocol.ike.message;

import io.gatehouse.protocol.octets.Octets;

/**
 * Reads big-endian numbers and octet strings from a range of an octet string, never past its end.
 * Every fault names the structure being read and the octet at which reading stopped.
 */
final class OctetReader {

  private final Octets source;
  private final String structure;
  private final int end;
  private int at;

  OctetReader(Octets source, String structure) {
    this(source, structure, 0, source.length());
  }

  private OctetReader(Octets source, String structure, int from, int end) {
    this.source = source;
    this.structure = structure;
    this.at = from;
    this.end = end;
  }

  int remaining() {
    return end - at;
  }

  boolean isAtEnd() {
    return at == end;
  }

  int u8() {
    require(1);
    return source.at(at++);
  }

  /** What {@link #u8} will read. */
  int peek8() {
    require(1);
    return source.at(at);
  }

  int u16() {
    require(2);
    int number = source.at(at) << 8 | source.at(at + 1);
    at += 2;
    return number;
  }

  /** The bits of an unsigned 32-bit number. */
  int u32() {
    return u16() << 16 | u16();
  }

  /** The bits of an unsigned 64-bit number. */
  long u64() {
    return Integer.toUnsignedLong(u32()) << 32 | Integer.toUnsignedLong(u32());
  }

  void skip(int length) {
    require(length);
    at += length;
  }

  Octets octets(int length) {
    require(length);
    at += length;
    return length == 0 ? Octets.empty() : source.slice(at - length, at);
  }

  Octets rest() {
    return octets(remaining());
  }

  /** A reader of the next {@code length} octets, which this reader passes over. */
  OctetReader part(int length, String name) {
    if (length < 0 || length > remaining()) {
      throw invalid(name + " does not fit: its length leaves " + length + " octets for its body");
    }
    at += length;
    return new OctetReader(source, name, at - length, at);
  }

  void requireEnd() {
    if (!isAtEnd()) {
      throw invalid(remaining() + " octets too many");
    }
  }

  InvalidSyntaxException invalid(String fault) {
    return new InvalidSyntaxException(structure + ", octet " + at + ": " + fault);
  }

  private void require(int length) {
    if (length > remaining()) {
      throw invalid("cut short: " + length + " octets wanted, " + remaining() + " left");
    }
  }
}
