package io.gatehouse.protocol.accounting;

import io.gatehouse.protocol.octets.Octets;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One line of a session's account. It says everything itself: when it is delivered the session may
 * be gone.
 *
 * @param at when what it tells of happened
 * @param clientIdentity IDi in readable form
 * @param inside the client's addresses inside the tunnel
 * @param sessionTime since the session was established; it only grows
 * @param usage since the session was established; it only grows
 * @param cause of a {@link Status#STOP}
 */
public record AccountingRecord(
    Status status,
    Instant at,
    AccountingTerms terms,
    String sessionId,
    String userName,
    String clientIdentity,
    Authentic authentic,
    InetAddress remote,
    List<InetAddress> inside,
    List<Octets> radiusClass,
    Duration sessionTime,
    Usage usage,
    Optional<TerminateCause> cause) {

  /** Acct-Status-Type (RFC 2866 section 5.1). */
  public enum Status {
    START(1),
    STOP(2),
    INTERIM_UPDATE(3);

    private final int number;

    Status(int number) {
      this.number = number;
    }

    public int number() {
      return number;
    }
  }

  /** Acct-Authentic (RFC 2866 section 5.6): who authenticated the client. */
  public enum Authentic {
    RADIUS(1),
    LOCAL(2);

    private final int number;

    Authentic(int number) {
      this.number = number;
    }

    public int number() {
      return number;
    }
  }

  public AccountingRecord {
    inside = List.copyOf(inside);
    radiusClass = List.copyOf(radiusClass);
  }
}
