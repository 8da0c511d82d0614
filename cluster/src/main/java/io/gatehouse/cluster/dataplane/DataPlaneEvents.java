package io.gatehouse.cluster.dataplane;

import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.octets.Octets;

/**
 * What a data plane has to tell the sessions. Called on the threads that carry packets: an
 * implementation hands over and returns at once.
 */
public interface DataPlaneEvents {

  /**
   * An authenticated packet, younger than all before, came along another path than the CHILD SA
   * sends on. Told once for each change; {@link DataPlane#move} makes it effective.
   */
  void pathChanged(int inboundSpi, Path path);

  /**
   * A packet came for an SPI that is not installed here. Nothing vouches for it: anybody can send
   * such packets. The plane limits the rate, and so leaves most of a flood untold.
   *
   * @param packet from the SPI on
   */
  void unknownSpi(int spi, Path path, Octets packet);

  /**
   * The CHILD SA must be rekeyed: three quarters of its sequence numbers or its soft limit of
   * octets are used up, or it goes on in a new state. Told once.
   */
  void rekeyDue(int inboundSpi);

  /**
   * The CHILD SA has come to the end of its sequence numbers, its octets or its time, and carries
   * nothing more. It stays here, with its counters, until it is removed. Told once.
   */
  void expired(int inboundSpi);

  /**
   * A CHILD SA has received {@link DataPlane#CHECKPOINT_PACKETS} packets or more since this was
   * told last, or since it was installed: what was stored of it by then would let as many come
   * again.
   *
   * @param outboundSpi as {@link DataPlane#outboundSpi} tells it
   * @param number the highest sequence number
   */
  void received(int inboundSpi, int outboundSpi, long number);
}
