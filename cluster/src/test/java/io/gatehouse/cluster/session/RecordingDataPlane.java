package io.gatehouse.cluster.session;

import io.gatehouse.cluster.dataplane.DataPlane;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Path;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** A data plane that knows what is installed, and can refuse to install. */
public final class RecordingDataPlane implements DataPlane {

  private final Map<Integer, ChildSa> installed = new ConcurrentHashMap<>();
  private final Map<Integer, Traffic> traffic = new ConcurrentHashMap<>();
  private volatile boolean refusing;

  /** A packet in each direction, the first ones since the CHILD SA was installed. */
  void carry(int inboundSpi, int inboundOctets, int outboundOctets) {
    int installation = Objects.requireNonNull(installed.get(inboundSpi)).recoveries();
    traffic.put(inboundSpi, new Traffic(inboundOctets, 1, outboundOctets, 1, 0, installation, 0));
  }

  void refuse() {
    refuse(true);
  }

  void refuse(boolean refuses) {
    refusing = refuses;
  }

  public Map<Integer, ChildSa> installed() {
    return installed;
  }

  @Override
  public void install(ChildSa childSa, Path path, List<InetAddress> insideAddresses) {
    if (refusing) {
      throw new DataPlaneException("no room");
    }
    traffic.remove(childSa.inboundSpi());
    installed.merge(
        childSa.inboundSpi(),
        childSa,
        (was, other) -> was.recoveries() > other.recoveries() ? was : other);
  }

  @Override
  public void remove(int inboundSpi) {
    installed.remove(inboundSpi);
  }

  @Override
  public void move(int inboundSpi, Path path) {}

  @Override
  public OptionalInt outboundSpi(int inboundSpi) {
    ChildSa childSa = installed.get(inboundSpi);
    return childSa == null ? OptionalInt.empty() : OptionalInt.of(childSa.outboundSpi());
  }

  @Override
  public OptionalInt recoveries(int inboundSpi) {
    ChildSa childSa = installed.get(inboundSpi);
    return childSa == null ? OptionalInt.empty() : OptionalInt.of(childSa.recoveries());
  }

  @Override
  public void removeAll() {
    installed.clear();
  }

  @Override
  public Traffic traffic(int inboundSpi) {
    return traffic.getOrDefault(inboundSpi, Traffic.NONE);
  }

  @Override
  public void close() {}
}
