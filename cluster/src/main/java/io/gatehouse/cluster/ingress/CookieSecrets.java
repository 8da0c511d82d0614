package io.gatehouse.cluster.ingress;

import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets behind the cookies (RFC 7296 section 2.6), a new one every two minutes. Each is
 * HMAC-SHA256(cluster secret, "IKE cookie" | number of the two minutes since 1970, 8 octets): every
 * node has the same without asking another, also right after its start.
 */
public final class CookieSecrets {

  /** How long cookies are made with one secret. */
  static final Duration PERIOD = Duration.ofMinutes(2);

  /** What the clocks of two nodes may differ by. */
  static final Duration SKEW = Duration.ofMinutes(1);

  private static final int VERSIONS = 256;
  private static final String ALGORITHM = "HmacSHA256";
  private static final byte[] PURPOSE = "IKE cookie".getBytes(StandardCharsets.US_ASCII);

  private final Secret clusterSecret;
  private final Map<Long, Secret> derived = new HashMap<>();

  /**
   * @param clusterSecret the same on all nodes
   */
  public CookieSecrets(Secret clusterSecret) {
    this.clusterSecret = clusterSecret;
  }

  /** The version of the secret that cookies are made with at {@code now}, 0 to 255. */
  int version(Instant now) {
    return version(period(now));
  }

  Secret current(Instant now) {
    return secret(period(now));
  }

  /**
   * The secrets, by version, of the cookies that are good at {@code now}: those of this period and
   * the one before, and of the next one where another node's clock may already be in it.
   */
  Map<Integer, Secret> good(Instant now) {
    long period = period(now);
    Set<Long> periods = new LinkedHashSet<>();
    periods.add(period - 1);
    periods.add(period);
    periods.add(period(now.plus(SKEW)));
    Map<Integer, Secret> good = new HashMap<>();
    periods.forEach(each -> good.put(version(each), secret(each)));
    return good;
  }

  private static long period(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), PERIOD.toSeconds());
  }

  private static int version(long period) {
    return Math.floorMod(period, VERSIONS);
  }

  private synchronized Secret secret(long period) {
    derived.keySet().removeIf(other -> Math.abs(other - period) > 2);
    return derived.computeIfAbsent(period, this::derive);
  }

  private Secret derive(long period) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(clusterSecret.reveal(), ALGORITHM));
      mac.update(PURPOSE);
      return Secret.owned(mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(period).array()));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
    }
  }
}
