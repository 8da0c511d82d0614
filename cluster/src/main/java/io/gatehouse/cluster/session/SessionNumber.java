package io.gatehouse.cluster.session;

import java.util.HexFormat;

/**
 * The number of a VPN session in the cluster: which shard it lives in, and which slot it takes
 * there. It is part of every SPI that the session hands out.
 *
 * @param value 24 bits, shard above slot, never 0
 */
public record SessionNumber(int value) implements Comparable<SessionNumber> {

  public static final int MAX_VALUE = 0xFF_FFFF;

  /** Slots of one shard. */
  public static final int SLOTS = 1 << 16;

  private static final int ENTITY_ID_DIGITS = 6;
  private static final HexFormat HEX = HexFormat.of();

  /**
   * @throws IllegalArgumentException when {@code value} is not from 1 to {@link #MAX_VALUE}
   */
  public SessionNumber {
    if (value < 1 || value > MAX_VALUE) {
      throw new IllegalArgumentException("a session number is 1 to 0xffffff, not " + value);
    }
  }

  /**
   * The number of a slot.
   *
   * @param shard 0 to 255
   * @param slot 0 to 65535; not 0 in shard 0
   * @throws IllegalArgumentException when one of them is out of its range
   */
  public static SessionNumber of(int shard, int slot) {
    if (shard < 0 || shard >= SpiLayout.SHARDS || slot < 0 || slot >= SLOTS) {
      throw new IllegalArgumentException("no such slot: " + slot + " of shard " + shard);
    }
    return new SessionNumber(shard << 16 | slot);
  }

  /**
   * The opposite of {@link #entityId}.
   *
   * @throws IllegalArgumentException when {@code entityId} is not six hexadecimal digits, or 0
   */
  public static SessionNumber parse(String entityId) {
    if (entityId.length() != ENTITY_ID_DIGITS) {
      throw new IllegalArgumentException(
          "a session number is written with six hexadecimal digits, not \"" + entityId + "\"");
    }
    return new SessionNumber(HexFormat.fromHexDigits(entityId));
  }

  public int shard() {
    return value >>> 16;
  }

  public int slot() {
    return value & 0xFFFF;
  }

  /** Six lower-case hexadecimal digits, of which the first two are the shard. */
  public String entityId() {
    return HEX.toHexDigits(value, ENTITY_ID_DIGITS);
  }

  @Override
  public int compareTo(SessionNumber other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return entityId();
  }
}
