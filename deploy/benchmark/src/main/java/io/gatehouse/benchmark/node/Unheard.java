package io.gatehouse.benchmark.node;

import io.gatehouse.cluster.dataplane.DataPlaneEvents;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.octets.Octets;

/** Nothing moves, and nothing lives long enough to be rekeyed. */
public final class Unheard implements DataPlaneEvents {
  @Override
  public void pathChanged(int inboundSpi, Path path) {}

  @Override
  public void unknownSpi(int spi, Path path, Octets packet) {}

  @Override
  public void rekeyDue(int inboundSpi) {}

  @Override
  public void expired(int inboundSpi) {}

  @Override
  public void received(int inboundSpi, int outboundSpi, long number) {}
}
