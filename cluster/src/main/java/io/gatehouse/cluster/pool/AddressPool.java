package io.gatehouse.cluster.pool;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.AddressBlock;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The addresses of an {@code ip local pool} that are this node's to lease, and which session has
 * which. A user gets the address of last time when it is free. Of the other free ones the pool goes
 * round, so that a released address comes back as late as may be.
 *
 * <p>Not for use by several threads. Addresses are known by their place in the pool: a place costs
 * some five octets, and a lease or a remembered user some hundred.
 */
public final class AddressPool {

  /** Instead of a session's number: some session that is not known has the address. */
  private static final int DISPUTED = -1;

  private static final int FREE = 0;

  private final PoolRanges ranges;
  private final Duration quarantine;

  private final BitSet held = new BitSet();

  /** Of each place: the number of the session that has it. */
  private final int[] sessionOfPlace;

  /** Leased, in quarantine, or not this node's. */
  private final BitSet unavailable = new BitSet();

  private final Map<SessionNumber, Integer> placeOfSession = new HashMap<>();
  private final Map<Integer, Instant> quarantinedUntil = new LinkedHashMap<>();
  private final LastUsers lastUsers = new LastUsers();
  private int next;

  /**
   * All of it is this node's.
   *
   * @param ranges no two overlap
   * @param quarantine how long a released address is kept from other users while there are others
   * @throws IllegalArgumentException when there is no range, two overlap, or all of them have more
   *     than {@link AddressRange#MAX_SIZE} addresses
   */
  public AddressPool(String name, List<AddressRange> ranges, Duration quarantine) {
    this.ranges = new PoolRanges(name, ranges);
    this.quarantine = quarantine;
    this.sessionOfPlace = new int[this.ranges.size()];
    held.set(0, size());
  }

  public String name() {
    return ranges.name();
  }

  public List<AddressRange> ranges() {
    return ranges.ranges();
  }

  public int size() {
    return ranges.size();
  }

  public int leases() {
    return placeOfSession.size();
  }

  public boolean contains(InetAddress address) {
    return ranges.placeOf(address).isPresent();
  }

  /** Whether an address is this node's to lease. */
  boolean holds(InetAddress address) {
    OptionalInt place = ranges.placeOf(address);
    return place.isPresent() && held.get(place.getAsInt());
  }

  PoolRanges poolRanges() {
    return ranges;
  }

  /** Nothing of it is this node's any more, nor is any lease; who had what is remembered. */
  void relinquish() {
    held.clear();
    Arrays.fill(sessionOfPlace, FREE);
    unavailable.set(0, size());
    placeOfSession.clear();
    quarantinedUntil.clear();
  }

  /** From now on what the pool has of a block is this node's to lease. */
  void hold(AddressBlock block) {
    for (InetAddress address : block.addresses()) {
      OptionalInt place = ranges.placeOf(address);
      if (place.isPresent() && !held.get(place.getAsInt())) {
        held.set(place.getAsInt());
        unavailable.clear(place.getAsInt());
      }
    }
  }

  /** An address for a session, the same one if it has one already; empty when none is left. */
  public Optional<InetAddress> lease(String user, SessionNumber session, Instant now) {
    return leaseFresh(user, session, now).or(() -> leaseQuarantined(user, session));
  }

  /** As {@link #lease}, but no other user's address that is in quarantine. */
  Optional<InetAddress> leaseFresh(String user, SessionNumber session, Instant now) {
    endQuarantines(now);
    return recall(user, session).or(() -> take(nextAvailable(), user, session));
  }

  private Optional<InetAddress> leaseQuarantined(String user, SessionNumber session) {
    return take(quarantinedUntil.keySet().stream().mapToInt(i -> i).findFirst(), user, session);
  }

  /** The address that the session has, or else the user's last one if that is free. */
  Optional<InetAddress> recall(String user, SessionNumber session) {
    Optional<Integer> has = Optional.ofNullable(placeOfSession.get(session));
    if (has.isPresent()) {
      return has.map(ranges::at);
    }
    OptionalInt last = lastUsers.placeOf(user);
    boolean free =
        last.isPresent() && held.get(last.getAsInt()) && sessionOfPlace[last.getAsInt()] == FREE;
    return free ? take(last, user, session) : Optional.empty();
  }

  /** Whether the pool knows of an address that the user had here. */
  boolean remembers(String user) {
    return lastUsers.placeOf(user).isPresent();
  }

  /** Whether there are no more than {@code few} addresses to lease that are not in quarantine. */
  boolean runsLow(int few) {
    int found = 0;
    int place = unavailable.nextClearBit(0);
    while (place < size() && found <= few) {
      found++;
      place = unavailable.nextClearBit(place + 1);
    }
    return found <= few;
  }

  /**
   * Leases one address of the pool, and no other.
   *
   * @return whether the session has it now; a session has at most one
   */
  public boolean leaseFixed(InetAddress address, String user, SessionNumber session) {
    int place = placeHere(address);
    Optional<Integer> has = Optional.ofNullable(placeOfSession.get(session));
    if (has.isPresent() || !held.get(place) || sessionOfPlace[place] != FREE) {
      return has.filter(mine -> mine == place).isPresent();
    }
    take(OptionalInt.of(place), user, session);
    return true;
  }

  /** Ends a lease; false when the session did not have the address. */
  public boolean release(InetAddress address, SessionNumber session, Instant now) {
    OptionalInt place = ranges.placeOf(address);
    if (place.isEmpty() || !end(place.getAsInt(), session)) {
      return false;
    }
    vacate(place.getAsInt(), now);
    return true;
  }

  /** Takes a lease back that was of no use: the session has another address. */
  void undo(InetAddress address, SessionNumber session) {
    int place = placeHere(address);
    if (end(place, session)) {
      sessionOfPlace[place] = FREE;
      unavailable.clear(place);
      lastUsers.forget(place);
    }
  }

  private void vacate(int place, Instant now) {
    sessionOfPlace[place] = FREE;
    if (quarantine.isPositive()) {
      quarantinedUntil.put(place, now.plus(quarantine));
    } else {
      unavailable.clear(place);
    }
  }

  /** A disputed address goes back with the session that had it, whichever that is. */
  private boolean end(int place, SessionNumber session) {
    return held.get(place)
        && (sessionOfPlace[place] == DISPUTED || placeOfSession.remove(session, place));
  }

  /** The session does not have its address after all: another one, not known here, has it. */
  void dispute(InetAddress address, SessionNumber session) {
    int place = placeHere(address);
    if (placeOfSession.remove(session, place)) {
      sessionOfPlace[place] = DISPUTED;
    }
  }

  /** Nobody has the address, whatever is known here. */
  void free(InetAddress address, Instant now) {
    int place = placeHere(address);
    if (held.get(place) && sessionOfPlace[place] != FREE) {
      sessionAt(place).ifPresent(placeOfSession::remove);
      vacate(place, now);
    }
  }

  /** What the store says of an address goes before what is known here. */
  void correct(InetAddress address, String user, SessionNumber owner) {
    int place = placeHere(address);
    if (held.get(place) && sessionOfPlace[place] != owner.value()) {
      Optional.of(sessionOfPlace[place])
          .filter(number -> number > FREE)
          .ifPresent(number -> placeOfSession.remove(new SessionNumber(number)));
      take(OptionalInt.of(place), user, owner);
    }
  }

  /** Leased addresses from a place on, in order, with what is known of their sessions. */
  Slice leasedFrom(int place, int limit) {
    Slice slice = new Slice(new HashMap<>(), size());
    for (int i = place; i < size(); i++) {
      if (slice.leases().size() == limit) {
        return new Slice(slice.leases(), i);
      }
      if (sessionOfPlace[i] != FREE) {
        slice.leases().put(ranges.at(i), sessionAt(i));
      }
    }
    return slice;
  }

  /**
   * Some of the leases.
   *
   * @param leases a disputed address has no session
   * @param next the place that the next slice begins with; the pool's size after the last
   */
  record Slice(Map<InetAddress, Optional<SessionNumber>> leases, int next) {}

  private Optional<SessionNumber> sessionAt(int place) {
    return sessionOfPlace[place] > FREE
        ? Optional.of(new SessionNumber(sessionOfPlace[place]))
        : Optional.empty();
  }

  boolean isLeased(InetAddress address) {
    return sessionOfPlace[placeHere(address)] != FREE;
  }

  /** Who has an address, if that is known. */
  Optional<SessionNumber> sessionWith(InetAddress address) {
    return sessionAt(placeHere(address));
  }

  private OptionalInt nextAvailable() {
    int place = unavailable.nextClearBit(next);
    if (place >= size()) {
      place = unavailable.nextClearBit(0);
    }
    if (place >= size()) {
      return OptionalInt.empty();
    }
    next = place + 1;
    return OptionalInt.of(place);
  }

  private Optional<InetAddress> take(OptionalInt place, String user, SessionNumber session) {
    if (place.isEmpty()) {
      return Optional.empty();
    }
    placeOfSession.put(session, place.getAsInt());
    sessionOfPlace[place.getAsInt()] = session.value();
    unavailable.set(place.getAsInt());
    quarantinedUntil.remove(place.getAsInt());
    lastUsers.remember(place.getAsInt(), user);
    return Optional.of(ranges.at(place.getAsInt()));
  }

  private void endQuarantines(Instant now) {
    Iterator<Map.Entry<Integer, Instant>> oldestFirst = quarantinedUntil.entrySet().iterator();
    while (oldestFirst.hasNext()) {
      Map.Entry<Integer, Instant> oldest = oldestFirst.next();
      if (oldest.getValue().isAfter(now)) {
        return;
      }
      unavailable.clear(oldest.getKey());
      oldestFirst.remove();
    }
  }

  private int placeHere(InetAddress address) {
    return ranges
        .placeOf(address)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    address.getHostAddress() + " is not an address of pool " + name()));
  }
}
