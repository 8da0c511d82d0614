package io.gatehouse.benchmark.idle;

import io.gatehouse.benchmark.node.BenchmarkNode;

/**
 * A process's memory in octets.
 *
 * @param heap objects that are left after a collection
 * @param resident of the whole process
 */
record Footprint(long heap, long resident) {

  private static final double KIBIBYTE = 1024;

  static Footprint of(BenchmarkNode node) {
    return new Footprint(node.heap(), node.account().residentMemory());
  }

  /** KiB. */
  double heapSince(Footprint before) {
    return (heap - before.heap) / KIBIBYTE;
  }

  /** KiB. */
  double residentSince(Footprint before) {
    return (resident - before.resident) / KIBIBYTE;
  }
}
