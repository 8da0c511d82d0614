package io.gatehouse.cluster.session;

import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the bits of Gatehouse's SPIs say, most significant bit first. Any node finds the owner of a
 * packet in the packet itself.
 *
 * <pre>
 * IKE SPI  (64 bit)   layout:4 | shard:8 | slot:16 | generation:8 | tag:28
 * ESP SPI  (32 bit)              shard:8 | slot:16 | generation:8
 * </pre>
 *
 * <p>The layout is 1. The tag is a MAC with a secret of the cluster over the other 36 bits: an SPI
 * that was made up fails it with no look-up. Shard and slot are never 0 together, so that an ESP
 * SPI is above 255, as RFC 4303 section 2.1 asks.
 *
 * <p>The methods that decode are total: they take any SPI that a datagram may carry.
 */
public final class SpiLayout {

  /** Frozen: another number needs a full stop of the cluster, and ends its sessions. */
  public static final int SHARDS = 256;

  /** IKE SAs, or CHILD SAs, that one session tells apart. */
  public static final int GENERATIONS = 256;

  private static final long LAYOUT = 1;
  private static final int TAG_BITS = 28;
  private static final int TAG_MASK = (1 << TAG_BITS) - 1;
  private static final int MIN_SECRET_OCTETS = 16;
  private static final byte[] PURPOSE = "IKE SPI tag".getBytes(StandardCharsets.US_ASCII);

  private static final String[] SHARD_IDS =
      IntStream.range(0, SHARDS)
          .mapToObj(shard -> HexFormat.of().toHexDigits(shard, 2))
          .toArray(String[]::new);

  private final ThreadLocal<Mac> macs;

  /**
   * @param clusterSecret the same on all nodes
   * @throws IllegalArgumentException when it is shorter than 16 octets
   */
  public SpiLayout(Secret clusterSecret) {
    if (clusterSecret.length() < MIN_SECRET_OCTETS) {
      throw new IllegalArgumentException(
          "the cluster secret has %d octets; at least %d are needed"
              .formatted(clusterSecret.length(), MIN_SECRET_OCTETS));
    }
    macs = ThreadLocal.withInitial(() -> mac(clusterSecret));
  }

  /**
   * The responder SPI of an IKE SA.
   *
   * @param generation 0 to 255
   */
  public long ikeSpi(SessionNumber session, int generation) {
    return tagged(LAYOUT << 60 | Integer.toUnsignedLong(espSpi(session, generation)) << TAG_BITS);
  }

  /**
   * The inbound SPI of a CHILD SA.
   *
   * @param generation 0 to 255
   */
  public static int espSpi(SessionNumber session, int generation) {
    if (generation < 0 || generation >= GENERATIONS) {
      throw new IllegalArgumentException("a generation is 0 to 255, not " + generation);
    }
    return session.value() << 8 | generation;
  }

  /** Whether this cluster made the SPI. */
  public boolean verify(long ikeSpi) {
    return ikeSpi >>> 60 == LAYOUT
        && numberOf(ikeSpi) != 0
        && tagged(ikeSpi & ~(long) TAG_MASK) == ikeSpi;
  }

  /** The session that an IKE SPI belongs to; empty when this cluster did not make it. */
  public Optional<SessionNumber> owner(long ikeSpi) {
    return verify(ikeSpi) ? Optional.of(new SessionNumber(numberOf(ikeSpi))) : Optional.empty();
  }

  /**
   * The session that an inbound ESP SPI belongs to, if there is one; empty when there cannot be.
   */
  public static Optional<SessionNumber> espOwner(int espSpi) {
    int number = espSpi >>> 8;
    return number == 0 ? Optional.empty() : Optional.of(new SessionNumber(number));
  }

  /** 0 to 255. */
  public static int generation(long ikeSpi) {
    return (int) (ikeSpi >>> TAG_BITS) & 0xFF;
  }

  /** 0 to 255. */
  public static int espGeneration(int espSpi) {
    return espSpi & 0xFF;
  }

  /** The shard of an IKE SPI as cluster sharding names it, without an allocation. */
  public static String shardId(long ikeSpi) {
    return SHARD_IDS[(int) (ikeSpi >>> 52) & 0xFF];
  }

  /** The shard of a session as cluster sharding names it, without an allocation. */
  public static String shardId(SessionNumber session) {
    return SHARD_IDS[session.shard()];
  }

  /**
   * The shard of an entity id as cluster sharding names it: its first two digits, without an
   * allocation.
   *
   * @throws IllegalArgumentException when they are not hexadecimal digits
   */
  public static String shardId(String entityId) {
    return SHARD_IDS[HexFormat.fromHexDigits(entityId, 0, 2)];
  }

  /** The entity that an IKE SPI names, verified or not. */
  public static String entityId(long ikeSpi) {
    return HexFormat.of().toHexDigits(numberOf(ikeSpi), 6);
  }

  private static int numberOf(long ikeSpi) {
    return (int) (ikeSpi >>> 36) & SessionNumber.MAX_VALUE;
  }

  private long tagged(long untagged) {
    Mac mac = macs.get();
    mac.update(PURPOSE);
    byte[] digest = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(untagged).array());
    return untagged | (ByteBuffer.wrap(digest).getInt() & TAG_MASK);
  }

  private static Mac mac(Secret key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.reveal(), "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HmacSHA256", impossible);
    }
  }
}
