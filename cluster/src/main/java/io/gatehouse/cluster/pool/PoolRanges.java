package io.gatehouse.cluster.pool;

import io.gatehouse.cluster.store.AddressBlock;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** The ranges of a pool one behind the other: each address has a place, from 0 on. */
final class PoolRanges {

  private final String name;
  private final List<AddressRange> ranges;
  private final int size;

  /** Of a large pool there are many; they are worked out when a node first claims some. */
  private List<AddressBlock> blocks = List.of();

  /**
   * @throws IllegalArgumentException when there is no range, two overlap, or all of them have more
   *     than {@link AddressRange#MAX_SIZE} addresses
   */
  PoolRanges(String name, List<AddressRange> ranges) {
    this.name = name;
    this.ranges = List.copyOf(ranges);
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

  String name() {
    return name;
  }

  List<AddressRange> ranges() {
    return ranges;
  }

  int size() {
    return size;
  }

  OptionalInt placeOf(InetAddress address) {
    int base = 0;
    for (AddressRange range : ranges) {
      if (range.contains(address)) {
        return OptionalInt.of(base + range.indexOf(address));
      }
      base += range.size();
    }
    return OptionalInt.empty();
  }

  InetAddress at(int place) {
    int base = 0;
    for (AddressRange range : ranges) {
      if (place < base + range.size()) {
        return range.at(place - base);
      }
      base += range.size();
    }
    throw new IllegalArgumentException("pool " + name + " has no place " + place);
  }

  /** The blocks that the addresses are of, in the order of the places. */
  List<AddressBlock> blocks() {
    if (blocks.isEmpty()) {
      blocks = List.copyOf(allBlocks());
    }
    return blocks;
  }

  private Set<AddressBlock> allBlocks() {
    Set<AddressBlock> all = new LinkedHashSet<>();
    for (AddressRange range : ranges) {
      for (int i = 0; i < range.size(); i += AddressBlock.SIZE) {
        all.add(AddressBlock.of(range.at(i)));
      }
      all.add(AddressBlock.of(range.last()));
    }
    return all;
  }
}
