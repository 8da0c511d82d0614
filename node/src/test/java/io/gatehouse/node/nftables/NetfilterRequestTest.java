package io.gatehouse.node.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gatehouse.node.netlink.NetlinkRequest;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Octets behind the header, of little-endian machines (linux/netfilter/nf_tables.h,
 * nfnetlink_log.h).
 */
class NetfilterRequestTest {

  private static final String TABLE_AND_SET =
      "01 00 0000"
          + " 0e00 0100 67617465686f75736500 0000"
          + " 0f00 0200 6b6e6f776e5f7370697300 00";

  @BeforeEach
  void theMachineIsLittleEndian() {
    assumeThat(ByteOrder.nativeOrder()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void spisAreElementsOfASet() {
    NetlinkRequest added = NetfilterRequest.addSpis(List.of(0xC1C2C3C4, 256));

    assertThat(added.type()).isEqualTo(0x0A0C);
    assertThat(added.payload())
        .isEqualTo(
            octets(
                TABLE_AND_SET
                    + " 2400 0380"
                    + " 1000 0180 0c00 0180 0800 0100 c1c2c3c4"
                    + " 1000 0180 0c00 0180 0800 0100 00000100"));
  }

  @Test
  void theLogIsBoundAndGivesWholePackets() {
    assertThat(NetfilterRequest.bindLog(4_500).type()).isEqualTo(0x0401);
    assertThat(NetfilterRequest.bindLog(4_500).payload())
        .isEqualTo(octets("00 00 1194 0500 0100 01 000000"));
    assertThat(NetfilterRequest.copyPackets(4_500, 65_535).payload())
        .isEqualTo(octets("00 00 1194 0a00 0200 0000ffff 02 00 0000 0800 0500 00000001"));
  }

  @Test
  void aTransactionHasABeginningAndAnEnd() {
    NetlinkRequest change = NetfilterRequest.removeTable();

    List<NetlinkRequest> transaction = NetfilterRequest.transaction(change);

    assertThat(transaction).extracting(NetlinkRequest::type).containsExactly(16, 0x0A02, 17);
    assertThat(transaction.getFirst().payload()).isEqualTo(octets("00 00 000a"));
    assertThat(change.payload())
        .isEqualTo(octets("01 00 0000 0e00 0100 67617465686f75736500 0000"));
  }

  private static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
