package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.accounting.Account;
import io.gatehouse.protocol.accounting.AccountingRecord;
import io.gatehouse.protocol.ike.policy.Authorization;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An authenticated session: all that another node needs to go on with it. This is what is stored.
 *
 * @param retiring the IKE SA that the client has rekeyed and not yet deleted
 * @param ownIds message ids of the headend's requests
 * @param lease the inside address, the IPv4 one if there are two
 * @param secondLease the IPv6 address of a client that has an IPv4 one as well
 * @param ikeGeneration of the newest IKE SA's SPI, 0 to 255
 * @param childGeneration of the newest CHILD SA's SPI, 0 to 255
 * @param ikeExpiresAt the session ends then unless the client rekeys the IKE SA
 * @param sessionExpiresAt from RADIUS's Session-Timeout
 * @param abandonedAt present while the session has never had a CHILD SA: it is deleted then
 * @param ending the headend wants to end the session as soon as its window allows
 * @param lastHeard when an authentic IKE message last came; not stored for its own sake
 * @param lastTraffic when authentic ESP last came; not stored for its own sake
 * @param account empty: nobody is told of the session
 * @param record for the outbox, in the transaction that stores this state; never a part of what is
 *     stored
 */
public record Established(
    String sessionId,
    Participants participants,
    IkeSa ikeSa,
    RequestWindow window,
    Fragments fragments,
    Optional<Retiring> retiring,
    OwnMessageIds ownIds,
    Optional<Outstanding> outstanding,
    Peer peer,
    Path path,
    Authorization authorization,
    Optional<Lease> lease,
    Optional<Lease> secondLease,
    List<ChildSa> childSas,
    int ikeGeneration,
    int childGeneration,
    Instant establishedAt,
    Instant ikeExpiresAt,
    Optional<Instant> sessionExpiresAt,
    Optional<Instant> abandonedAt,
    Optional<SessionEvent.Cause> ending,
    Timing timing,
    Instant lastHeard,
    Instant lastTraffic,
    Optional<Account> account,
    Optional<AccountingRecord> record)
    implements SessionState {

  /**
   * An IKE SA that has a successor: it serves only until the client deletes it, or {@code
   * expiresAt}.
   */
  public record Retiring(IkeSa ikeSa, RequestWindow window, Instant expiresAt) {}

  public Established {
    childSas = List.copyOf(childSas);
  }

  /** Without an account. */
  public Established(
      String sessionId,
      Participants participants,
      IkeSa ikeSa,
      RequestWindow window,
      Fragments fragments,
      Optional<Retiring> retiring,
      OwnMessageIds ownIds,
      Optional<Outstanding> outstanding,
      Peer peer,
      Path path,
      Authorization authorization,
      Optional<Lease> lease,
      Optional<Lease> secondLease,
      List<ChildSa> childSas,
      int ikeGeneration,
      int childGeneration,
      Instant establishedAt,
      Instant ikeExpiresAt,
      Optional<Instant> sessionExpiresAt,
      Optional<Instant> abandonedAt,
      Optional<SessionEvent.Cause> ending,
      Timing timing,
      Instant lastHeard,
      Instant lastTraffic) {
    this(
        sessionId,
        participants,
        ikeSa,
        window,
        fragments,
        retiring,
        ownIds,
        outstanding,
        peer,
        path,
        authorization,
        lease,
        secondLease,
        childSas,
        ikeGeneration,
        childGeneration,
        establishedAt,
        ikeExpiresAt,
        sessionExpiresAt,
        abandonedAt,
        ending,
        timing,
        lastHeard,
        lastTraffic,
        Optional.empty(),
        Optional.empty());
  }

  public List<Lease> leases() {
    return Stream.of(lease, secondLease).flatMap(Optional::stream).toList();
  }

  public List<InetAddress> insideAddresses() {
    return leases().stream().map(Lease::address).toList();
  }

  public Optional<ChildSa> childSa(int inboundSpi) {
    return childSas.stream().filter(childSa -> childSa.inboundSpi() == inboundSpi).findFirst();
  }

  public Optional<ChildSa> childSaByOutboundSpi(int outboundSpi) {
    return childSas.stream().filter(childSa -> childSa.outboundSpi() == outboundSpi).findFirst();
  }

  /** A generation that no CHILD SA of the session uses, and none that is being made. */
  int freeChildGeneration(SpiMint mint) {
    int generation = (childGeneration + 1) & 0xff;
    while (isInUse(mint.espSpi(generation))) {
      generation = (generation + 1) & 0xff;
    }
    return generation;
  }

  private boolean isInUse(int inboundSpi) {
    boolean beingMade =
        outstanding.isPresent()
            && outstanding.get().purpose() instanceof Outstanding.Purpose.RekeyChildSa rekey
            && rekey.newSpi() == inboundSpi;
    return beingMade || childSa(inboundSpi).isPresent();
  }

  Established checkpoint() {
    return edit().window(window.stored()).ownIds(ownIds.stored()).done();
  }

  EstablishedEdit edit() {
    return new EstablishedEdit(this);
  }
}
