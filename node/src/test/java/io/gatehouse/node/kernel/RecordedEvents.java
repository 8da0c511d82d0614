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
  final Queue<Integer> due = new ConcurrentLinkedQueue<>();
  final Queue<Integer> expired = new ConcurrentLinkedQueue<>();
  final Queue<Received> received = new ConcurrentLinkedQueue<>();

  record Received(int inboundSpi, int outboundSpi, long number) {}

  @Override
  public void pathChanged(int inboundSpi, Path path) {
    paths.add(path);
  }

  @Override
  public void unknownSpi(int spi, Path path, Octets packet) {
    unknown.add(spi);
  }

  @Override
  public void rekeyDue(int inboundSpi) {
    due.add(inboundSpi);
  }

  @Override
  public void expired(int inboundSpi) {
    expired.add(inboundSpi);
  }

  @Override
  public void received(int inboundSpi, int outboundSpi, long number) {
    received.add(new Received(inboundSpi, outboundSpi, number));
  }
}
