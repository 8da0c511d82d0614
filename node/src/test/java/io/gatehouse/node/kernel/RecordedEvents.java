package io.gatehouse.node.kernel;

import io.gatehouse.cluster.dataplane.DataPlaneEvents;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.octets.Octets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Remembers what the plane has told. */
final class RecordedEvents implements DataPlaneEvents {

  final Queue<Path> paths = new ConcurrentLinkedQueue<>();
  final Queue<Integer> unknown = new ConcurrentLinkedQueue<>();
  final Queue<Integer> lowNumbers = new ConcurrentLinkedQueue<>();

  @Override
  public void pathChanged(int inboundSpi, Path path) {
    paths.add(path);
  }

  @Override
  public void unknownSpi(int spi, Path path, Octets packet) {
    unknown.add(spi);
  }

  @Override
  public void sequenceNumbersRunLow(int inboundSpi) {
    lowNumbers.add(inboundSpi);
  }
}
