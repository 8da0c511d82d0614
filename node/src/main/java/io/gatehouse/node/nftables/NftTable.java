package io.gatehouse.node.nftables;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.node.netlink.Acknowledgement;
import io.gatehouse.node.netlink.Errno;
import io.gatehouse.node.netlink.NetlinkException;
import io.gatehouse.node.netlink.NetlinkFamily;
import io.gatehouse.node.netlink.NetlinkRequest;
import io.gatehouse.node.netlink.NetlinkSocket;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table in the kernel. As a whole it is made by nft(8), which knows how to compile rules; what
 * changes often goes over netlink.
 */
final class NftTable implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NftTable.class);

  private final PacketFilterSettings settings;
  private final NftCommand nft;
  private final NetlinkSocket netfilter;

  private NftTable(PacketFilterSettings settings, NftCommand nft, NetlinkSocket netfilter) {
    this.settings = settings;
    this.nft = nft;
    this.netfilter = netfilter;
  }

  /**
   * Finds out whether there could be a table; makes none.
   *
   * @throws DataPlaneException when the kernel's support or the permission is missing
   */
  static NftTable prepare(PacketFilterSettings settings, NftCommand nft) {
    try {
      NftTable table =
          new NftTable(settings, nft, NetlinkSocket.open(NetlinkFamily.NETLINK_NETFILTER));
      try {
        table.requirePermission();
        return table;
      } catch (RuntimeException e) {
        table.close();
        throw e;
      }
    } catch (NetlinkException e) {
      throw new DataPlaneException(
          "the kernel lacks nfnetlink (CONFIG_NETFILTER_NETLINK): " + e.getMessage());
    }
  }

  private void requirePermission() {
    Acknowledgement answer = netfilter.request(NetfilterRequest.table());
    switch (answer.errno()) {
      case Errno.SUCCESS, Errno.ENOENT -> {}
      case Errno.EPERM ->
          throw new DataPlaneException(
              "the packet filter may not be changed: run as root or with CAP_NET_ADMIN");
      default ->
          throw new DataPlaneException(
              "the kernel lacks nftables (CONFIG_NF_TABLES), which data-plane = tun does without: "
                  + answer.reason());
    }
  }

  /**
   * Makes it, in place of one that is there, in one step.
   *
   * @param knownSpis the first members of its set
   * @throws DataPlaneException when that is not possible, with what is missing
   */
  void install(Collection<Integer> knownSpis) {
    nft.apply(Ruleset.of(settings, knownSpis))
        .ifPresent(
            said -> {
              throw new DataPlaneException(reason(said));
            });
  }

  private String reason(String said) {
    return KernelSupport.missing(nft)
        .map(
            missing ->
                "the kernel's nftables lacks %s, which data-plane = tun does without: %s"
                    .formatted(missing, said))
        .orElseGet(() -> "nft refuses the table " + Ruleset.TABLE + ": " + said);
  }

  /** Why it is not there, if it is not. */
  Optional<String> absence() {
    return failure(List.of(NetfilterRequest.table()));
  }

  /** Carries out a change of it, all or nothing; says why when it cannot. */
  Optional<String> change(NetlinkRequest request) {
    return failure(NetfilterRequest.transaction(request));
  }

  private Optional<String> failure(List<NetlinkRequest> requests) {
    try {
      return netfilter.batch(requests).stream()
          .filter(answer -> !answer.success())
          .findFirst()
          .map(Acknowledgement::reason);
    } catch (NetlinkException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  void remove() {
    change(NetfilterRequest.removeTable())
        .ifPresent(reason -> LOG.warn("the nftables table {} stays: {}", Ruleset.TABLE, reason));
  }

  /** The table stays. */
  @Override
  public void close() {
    netfilter.close();
  }
}
