package io.gatehouse.cluster.dataplane;

import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Path;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalInt;

/** Carries no traffic and remembers nothing: for measuring and testing the control plane. */
public final class NoDataPlane implements DataPlane {

  @Override
  public void install(ChildSa childSa, Path path, List<InetAddress> insideAddresses) {}

  @Override
  public void remove(int inboundSpi) {}

  @Override
  public void move(int inboundSpi, Path path) {}

  @Override
  public OptionalInt outboundSpi(int inboundSpi) {
    return OptionalInt.empty();
  }

  @Override
  public OptionalInt recoveries(int inboundSpi) {
    return OptionalInt.empty();
  }

  @Override
  public void removeAll() {}

  @Override
  public Traffic traffic(int inboundSpi) {
    return Traffic.NONE;
  }

  @Override
  public void close() {}
}
