package io.gatehouse.cluster.pool;

import io.gatehouse.cluster.session.SessionNumber;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The addresses of an {@code ip local pool}, and which session has which. A user gets the address
 * of last time when it is free. Of the other free ones the pool goes round, so that a released
 * address comes back as late as may be.
 *
 * <p>Not for use by several threads. Addresses are known by their place in the pool: a place costs
 * two bits, and a lease or a remembered user some hundred octets.
 */
public final class AddressPool {

  private final String name;
  private final List<AddressRange> ranges;
  private final int size;
  private final Duration quarantine;

  private final BitSet leased = new BitSet();
  private final BitSet unavailable = new BitSet();
  private final Map<SessionNumber, Integer> placeOfSession = new HashMap<>();
  private final Map<Integer, Instant> quarantinedUntil = new LinkedHashMap<>();
  private final Map<String, Integer> lastPlaceOfUser = new HashMap<>();
  private final Map<Integer, String> lastUserOfPlace = new HashMap<>();
  private int next;

  /**
   * @param ranges no two overlap
   * @param quarantine how long a released address is kept from other users while there are others
   * @throws IllegalArgumentException when there is no range, two overlap, or all of them have more
   *     than {@link AddressRange#MAX_SIZE} addresses
   */
  public AddressPool(String name, List<AddressRange> ranges, Duration quarantine) {
    this.name = name;
    this.ranges = List.copyOf(ranges);
    this.quarantine = quarantine;
    requireDisjoint();
    this.size = ranges.stream().mapToInt(AddressRange::size).reduce(0, Math::addExact);
    if (size == 0 || size > AddressRange.MAX_SIZE) {
      throw new IllegalArgumentException(
          "pool %s has %d addresses; 1 to %d are possible"
              .formatted(name, size, AddressRange.MAX_SIZE));
    }
  }

  private void requireDisjoint() {
    for (int i = 0; i < ranges.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (ranges.get(i).overlaps(ranges.get(j))) {
          throw new IllegalArgumentException(
              "pool %s: %s overlaps %s".formatted(name, ranges.get(i), ranges.get(j)));
        }
      }
    }
  }

  public String name() {
    return name;
  }

  public List<AddressRange> ranges() {
    return ranges;
  }

  public int size() {
    return size;
  }

  public int leases() {
    return placeOfSession.size();
  }

  public boolean contains(InetAddress address) {
    return placeOf(address).isPresent();
  }

  /** An address for a session, the same one if it has one already; empty when none is left. */
  public Optional<InetAddress> lease(String user, SessionNumber session, Instant now) {
    Optional<Integer> held = Optional.ofNullable(placeOfSession.get(session));
    if (held.isPresent()) {
      return held.map(this::addressAt);
    }
    endQuarantines(now);
    OptionalInt place = choose(user);
    place.ifPresent(chosen -> take(chosen, session, user));
    return place.stream().mapToObj(this::addressAt).findFirst();
  }

  /**
   * Leases one address of the pool, and no other.
   *
   * @return whether the session has it now; a session has at most one
   */
  public boolean leaseFixed(InetAddress address, String user, SessionNumber session) {
    int place = placeOf(address).orElseThrow(() -> notHere(address));
    Optional<Integer> held = Optional.ofNullable(placeOfSession.get(session));
    if (held.isPresent() || leased.get(place)) {
      return held.filter(mine -> mine == place).isPresent();
    }
    take(place, session, user);
    return true;
  }

  /** Ends a lease; false when the session did not have the address. */
  public boolean release(InetAddress address, SessionNumber session, Instant now) {
    OptionalInt place = placeOf(address);
    if (place.isEmpty() || !placeOfSession.remove(session, place.getAsInt())) {
      return false;
    }
    leased.clear(place.getAsInt());
    if (quarantine.isPositive()) {
      quarantinedUntil.put(place.getAsInt(), now.plus(quarantine));
    } else {
      unavailable.clear(place.getAsInt());
    }
    return true;
  }

  private OptionalInt choose(String user) {
    Optional<Integer> last =
        Optional.ofNullable(lastPlaceOfUser.get(user)).filter(place -> !leased.get(place));
    if (last.isPresent()) {
      return OptionalInt.of(last.get());
    }
    int place = unavailable.nextClearBit(next);
    if (place >= size) {
      place = unavailable.nextClearBit(0);
    }
    if (place >= size) {
      return quarantinedUntil.keySet().stream().mapToInt(Integer::intValue).findFirst();
    }
    next = place + 1;
    return OptionalInt.of(place);
  }

  private void take(int place, SessionNumber session, String user) {
    placeOfSession.put(session, place);
    leased.set(place);
    unavailable.set(place);
    quarantinedUntil.remove(place);
    remember(place, user);
  }

  /** One user for each place: an older one must not come back while the newer is in quarantine. */
  private void remember(int place, String user) {
    String before = lastUserOfPlace.put(place, user);
    if (before != null) {
      lastPlaceOfUser.remove(before, place);
    }
    lastPlaceOfUser.put(user, place);
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

  private OptionalInt placeOf(InetAddress address) {
    int base = 0;
    for (AddressRange range : ranges) {
      if (range.contains(address)) {
        return OptionalInt.of(base + range.indexOf(address));
      }
      base += range.size();
    }
    return OptionalInt.empty();
  }

  private InetAddress addressAt(int place) {
    int base = 0;
    for (AddressRange range : ranges) {
      if (place < base + range.size()) {
        return range.at(place - base);
      }
      base += range.size();
    }
    throw new IllegalArgumentException("pool " + name + " has no place " + place);
  }

  private IllegalArgumentException notHere(InetAddress address) {
    return new IllegalArgumentException(
        address.getHostAddress() + " is not an address of pool " + name);
  }
}
