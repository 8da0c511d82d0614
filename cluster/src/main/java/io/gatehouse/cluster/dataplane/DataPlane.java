package io.gatehouse.cluster.dataplane;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Path;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalInt;

/**
 * Where a node's ESP SAs are installed: the Linux kernel's XFRM, user space over a TUN device, or
 * nowhere. All methods are quick, and safe to call from any thread.
 */
public interface DataPlane extends AutoCloseable {

  /** After so many packets of a CHILD SA {@link DataPlaneEvents#received} is told. */
  int CHECKPOINT_PACKETS = 1 << 16;

  /**
   * Installs both directions of a CHILD SA; a second call with the same inbound SPI replaces it.
   *
   * <p>An SA that was installed before, by a process or node that is gone or on a plane that has
   * removed it since, must be {@link ChildSa#recovered()} and stored first: else sequence numbers,
   * and with them IVs, would be used a second time.
   *
   * <p>Packets up to the sequence number {@link ChildSa#received} have come before, and are
   * refused.
   *
   * @param insideAddresses the client's addresses inside the tunnel: traffic to them leaves through
   *     the newest CHILD SA whose selectors fit. One that {@link ChildSa#replaces} another that is
   *     here counts as the oldest, until something comes out of it
   * @throws DataPlaneException when the kernel refuses, or the SA was recovered too often and must
   *     be rekeyed
   */
  void install(ChildSa childSa, Path path, List<InetAddress> insideAddresses);

  /** Removes a CHILD SA; nothing happens when it is not there. */
  void remove(int inboundSpi);

  /**
   * Sends what leaves through the CHILD SA along a new path: the client's NAT rebound, or it moved.
   */
  void move(int inboundSpi, Path path);

  /**
   * The outbound SPI of a CHILD SA, by which it is told from an earlier one with the same inbound
   * SPI; empty when it is not there.
   */
  OptionalInt outboundSpi(int inboundSpi);

  /** {@link ChildSa#recoveries} of a CHILD SA as it is installed; empty when it is not there. */
  OptionalInt recoveries(int inboundSpi);

  /** Removes all CHILD SAs. */
  void removeAll();

  /** The counters of a CHILD SA, zero when it is not there. */
  Traffic traffic(int inboundSpi);

  @Override
  void close();

  /**
   * Octets and packets of the inner IP packets, from the headend's point of view, and whether and
   * when the client was last heard.
   *
   * @param lastInboundMillis System.currentTimeMillis() of the last packet that passed its
   *     integrity check, 0 for none
   * @param installation {@link ChildSa#recoveries} of the SA when this plane began to count, at
   *     zero
   * @param received the highest sequence number of such packets, whoever received it; 0 for none
   */
  record Traffic(
      long inboundOctets,
      long inboundPackets,
      long outboundOctets,
      long outboundPackets,
      long lastInboundMillis,
      int installation,
      // As nodes wrote it that did not know of it.
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) long received) {
    public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0, 0);
  }

  /** The reason is one line for the operator's log. */
  final class DataPlaneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public DataPlaneException(String reason) {
      super(reason);
      this.reason = reason;
    }

    public String reason() {
      return reason;
    }
  }
}
