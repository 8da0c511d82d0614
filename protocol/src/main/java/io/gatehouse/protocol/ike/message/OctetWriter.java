package io.gatehouse.protocol.ike.message;

import io.gatehouse.protocol.octets.Octets;
import java.util.Arrays;

/** Writes big-endian numbers and octet strings; lengths are filled in once they are known. */
final class OctetWriter {

  private static final int INITIAL_CAPACITY = 512;
  private static final int MAXIMUM_U8 = 0xff;
  private static final int MAXIMUM_U16 = 0xffff;

  private byte[] octets = new byte[INITIAL_CAPACITY];
  private int length;

  int length() {
    return length;
  }

  /**
   * @throws IllegalArgumentException when {@code number} does not fit into an octet
   */
  OctetWriter u8(int number) {
    requireRange(number, MAXIMUM_U8);
    reserve(1);
    octets[length++] = (byte) number;
    return this;
  }

  /**
   * @throws IllegalArgumentException when {@code number} does not fit into two octets
   */
  OctetWriter u16(int number) {
    requireRange(number, MAXIMUM_U16);
    reserve(2);
    length += 2;
    put16(length - 2, number);
    return this;
  }

  OctetWriter u32(int number) {
    return u16(number >>> 16).u16(number & MAXIMUM_U16);
  }

  OctetWriter u64(long number) {
    return u32((int) (number >>> 32)).u32((int) number);
  }

  OctetWriter zeros(int count) {
    reserve(count);
    length += count;
    return this;
  }

  OctetWriter octets(Octets added) {
    return octets(added.array());
  }

  OctetWriter octets(byte[] added) {
    reserve(added.length);
    System.arraycopy(added, 0, octets, length, added.length);
    length += added.length;
    return this;
  }

  /**
   * Writes into the two octets at {@code position} how many octets there are from {@code start} on.
   *
   * @throws IllegalArgumentException when there are more than 65535
   */
  void fillLength16(int position, int start) {
    requireRange(length - start, MAXIMUM_U16);
    put16(position, length - start);
  }

  /** The same with four octets. */
  void fillLength32(int position, int start) {
    put16(position, (length - start) >>> 16);
    put16(position + 2, length - start);
  }

  Octets written() {
    return Octets.owned(Arrays.copyOf(octets, length));
  }

  private void put16(int position, int number) {
    octets[position] = (byte) (number >>> 8);
    octets[position + 1] = (byte) number;
  }

  private void reserve(int count) {
    if (count > octets.length - length) {
      octets = Arrays.copyOf(octets, Math.max(2 * octets.length, Math.addExact(length, count)));
    }
  }

  private static void requireRange(int number, int maximum) {
    if (number < 0 || number > maximum) {
      throw new IllegalArgumentException(number + " is not from 0 to " + maximum);
    }
  }
}
