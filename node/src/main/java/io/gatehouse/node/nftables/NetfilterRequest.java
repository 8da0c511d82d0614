package io.gatehouse.node.nftables;

import io.gatehouse.node.netlink.NetlinkRequest;
import io.gatehouse.node.netlink.PayloadWriter;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Requests to netfilter (linux/netfilter/nfnetlink.h, nf_tables.h, nfnetlink_log.h). Its numbers
 * are in network byte order.
 */
final class NetfilterRequest {

  private static final int NFNL_SUBSYS_ULOG = 4;
  private static final int NFNL_SUBSYS_NFTABLES = 10;
  private static final int NFNL_MSG_BATCH_BEGIN = 16;
  private static final int NFNL_MSG_BATCH_END = 17;

  private static final int AF_UNSPEC = 0;
  private static final int NFPROTO_INET = 1;
  private static final int NFNETLINK_V0 = 0;

  private static final int NFT_MSG_GETTABLE = 1;
  private static final int NFT_MSG_DELTABLE = 2;
  private static final int NFTA_TABLE_NAME = 1;

  private static final int NFT_MSG_NEWSETELEM = 12;
  private static final int NFT_MSG_DELSETELEM = 14;
  private static final int NFTA_SET_ELEM_LIST_TABLE = 1;
  private static final int NFTA_SET_ELEM_LIST_SET = 2;
  private static final int NFTA_SET_ELEM_LIST_ELEMENTS = 3;
  private static final int NFTA_LIST_ELEM = 1;
  private static final int NFTA_SET_ELEM_KEY = 1;
  private static final int NFTA_DATA_VALUE = 1;

  private static final int NFULNL_MSG_CONFIG = 1;
  private static final int NFULA_CFG_CMD = 1;
  private static final int NFULA_CFG_MODE = 2;
  private static final int NFULA_CFG_QTHRESH = 5;
  private static final int NFULNL_CFG_CMD_BIND = 1;
  private static final int NFULNL_COPY_PACKET = 2;

  private NetfilterRequest() {}

  /** Asks for the table: it may be gone. */
  static NetlinkRequest table() {
    return table(NFT_MSG_GETTABLE);
  }

  /** Removes the table with all that is in it. */
  static NetlinkRequest removeTable() {
    return table(NFT_MSG_DELTABLE);
  }

  private static NetlinkRequest table(int message) {
    return NetlinkRequest.acknowledged(
        type(NFNL_SUBSYS_NFTABLES, message),
        0,
        to -> header(to, NFPROTO_INET, 0).textAttribute(NFTA_TABLE_NAME, Ruleset.TABLE));
  }

  /** A transaction around the request. */
  static List<NetlinkRequest> transaction(NetlinkRequest request) {
    return List.of(boundary(NFNL_MSG_BATCH_BEGIN), request, boundary(NFNL_MSG_BATCH_END));
  }

  private static NetlinkRequest boundary(int type) {
    return NetlinkRequest.of(
        type, NetlinkRequest.NLM_F_REQUEST, to -> header(to, AF_UNSPEC, NFNL_SUBSYS_NFTABLES));
  }

  /** Adds to {@link Ruleset#KNOWN_SPIS}; one that is a member already stays one. */
  static NetlinkRequest addSpis(Collection<Integer> spis) {
    return spis(NFT_MSG_NEWSETELEM, NetlinkRequest.NLM_F_CREATE, spis);
  }

  /** Removes from {@link Ruleset#KNOWN_SPIS}; each must be a member. */
  static NetlinkRequest removeSpis(Collection<Integer> spis) {
    return spis(NFT_MSG_DELSETELEM, 0, spis);
  }

  private static NetlinkRequest spis(int message, int flags, Collection<Integer> spis) {
    return NetlinkRequest.acknowledged(
        type(NFNL_SUBSYS_NFTABLES, message),
        flags,
        to ->
            header(to, NFPROTO_INET, 0)
                .textAttribute(NFTA_SET_ELEM_LIST_TABLE, Ruleset.TABLE)
                .textAttribute(NFTA_SET_ELEM_LIST_SET, Ruleset.KNOWN_SPIS)
                .nested(
                    NFTA_SET_ELEM_LIST_ELEMENTS,
                    list -> spis.forEach(spi -> list.nested(NFTA_LIST_ELEM, element(spi)))));
  }

  private static Consumer<PayloadWriter> element(int spi) {
    return element ->
        element.nested(
            NFTA_SET_ELEM_KEY, key -> key.attribute(NFTA_DATA_VALUE, value -> value.be32(spi)));
  }

  /** Whoever asks gets the packets of the NFLOG group from then on. */
  static NetlinkRequest bindLog(int group) {
    return log(group, to -> to.attribute(NFULA_CFG_CMD, value -> value.u8(NFULNL_CFG_CMD_BIND)));
  }

  /** Each packet at once, with so many octets of it. */
  static NetlinkRequest copyPackets(int group, int octets) {
    return log(
        group,
        to ->
            to.attribute(NFULA_CFG_MODE, mode -> mode.be32(octets).u8(NFULNL_COPY_PACKET).u8(0))
                .attribute(NFULA_CFG_QTHRESH, packets -> packets.be32(1)));
  }

  private static NetlinkRequest log(int group, Consumer<PayloadWriter> attributes) {
    return NetlinkRequest.acknowledged(
        type(NFNL_SUBSYS_ULOG, NFULNL_MSG_CONFIG),
        0,
        to -> attributes.accept(header(to, AF_UNSPEC, group)));
  }

  private static int type(int subsystem, int message) {
    return subsystem << Byte.SIZE | message;
  }

  /** struct nfgenmsg. */
  private static PayloadWriter header(PayloadWriter to, int family, int resource) {
    return to.u8(family).u8(NFNETLINK_V0).be16(resource);
  }
}
