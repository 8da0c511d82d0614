package io.gatehouse.cluster.dataplane;

import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Path;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalInt;

/**
 * This machine's data plane, for the sessions of all nodes. An owner that was passed by, and
 * whoever took the session in its place, reach this machine by different ways, so that the removal
 * may come before the installation that it is for, or after a later one. {@link ChildSa#recoveries}
 * says which installation is the later one. Safe for several threads.
 */
final class LocalPlane {

  private final DataPlane plane;
  private final Successors successors;

  /**
   * @param successors those of the CHILD SAs that have left this machine
   */
  LocalPlane(DataPlane plane, Successors successors) {
    this.plane = plane;
    this.successors = successors;
  }

  /**
   * As {@link DataPlane#install}; an installation that has a successor elsewhere does not stay.
   *
   * @throws DataPlane.DataPlaneException when the plane refuses
   */
  void install(ChildSa childSa, Path path, List<InetAddress> insideAddresses) {
    plane.install(childSa, path, insideAddresses);
    // Asked afterwards: a removal that comes just now finds what is installed, or is found here.
    successors
        .of(childSa.inboundSpi())
        .ifPresent(successor -> makeWay(childSa.inboundSpi(), successor));
  }

  /**
   * As {@link DataPlane#remove}.
   *
   * @param successor {@link ChildSa#recoveries} of the installation elsewhere that this one makes
   *     way for: a later one stays. Empty when the CHILD SA has ended
   */
  void remove(int inboundSpi, OptionalInt successor) {
    if (successor.isEmpty()) {
      plane.remove(inboundSpi);
    } else {
      successors.note(inboundSpi, successor.getAsInt());
      makeWay(inboundSpi, successor.getAsInt());
    }
  }

  private void makeWay(int inboundSpi, int successor) {
    boolean earlier =
        plane.recoveries(inboundSpi).stream().anyMatch(recoveries -> recoveries < successor);
    if (earlier) {
      plane.remove(inboundSpi);
    }
  }

  void move(int inboundSpi, Path path) {
    plane.move(inboundSpi, path);
  }

  List<NodeAgent.Held> held(List<Integer> inboundSpis) {
    return inboundSpis.stream()
        .flatMap(
            spi ->
                plane.outboundSpi(spi).stream()
                    .mapToObj(outbound -> new NodeAgent.Held(spi, outbound, plane.traffic(spi))))
        .toList();
  }
}
