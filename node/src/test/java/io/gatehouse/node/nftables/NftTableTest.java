package io.gatehouse.node.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.node.namespace.NetworkNamespace;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator is told when there can be no table. */
class NftTableTest {

  private static final PacketFilterSettings SETTINGS =
      new PacketFilterSettings(
          "vpn1",
          List.of(InetAddress.ofLiteral("192.0.2.1")),
          4_500,
          List.of(),
          false,
          false,
          1_500);

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ipsec in     | a test for the ends of a tunnel (CONFIG_NFT_XFRM)",
        "log group    | NFLOG (CONFIG_NFT_LOG, CONFIG_NETFILTER_NETLINK_LOG)",
        "limit rate   | rate limits (CONFIG_NFT_LIMIT)",
        "table inet   | tables of the family inet (CONFIG_NF_TABLES, CONFIG_NF_TABLES_INET)",
      })
  void whatTheKernelLacksIsNamed(String statement, String missing) throws Exception {
    try (NetworkNamespace namespace = NetworkNamespace.make("nft-lacks")) {
      NftCommand nft =
          script("grep -q '" + statement + "' || exit 0; echo 'Error: No such file'; exit 1");
      try (NftTable table = namespace.call(() -> NftTable.prepare(SETTINGS, nft))) {
        assertThatThrownBy(() -> table.install(List.of()))
            .isInstanceOf(DataPlaneException.class)
            .hasMessage(
                "the kernel's nftables lacks "
                    + missing
                    + ", which data-plane = tun does without: Error: No such file");
      }
    }
  }

  @Test
  void anyOtherRefusalIsRepeated() throws Exception {
    try (NetworkNamespace namespace = NetworkNamespace.make("nft-refuses")) {
      NftCommand nft =
          script("[ \"$1\" = -c ] && exit 0; echo; echo ' Out  of'; echo luck; exit 1");
      try (NftTable table = namespace.call(() -> NftTable.prepare(SETTINGS, nft))) {
        assertThatThrownBy(() -> table.install(List.of()))
            .isInstanceOf(DataPlaneException.class)
            .hasMessage("nft refuses the table gatehouse: Out of luck");
      }
    }
  }

  @Test
  void theKernelsOwnRefusalIsReportedByPart() throws Exception {
    try (NetworkNamespace namespace = NetworkNamespace.make("nft-parts")) {
      NftCommand nft = NftCommand.installed();
      assertThat(namespace.call(() -> KernelSupport.missing(nft))).isEmpty();
      assertThat(namespace.call(() -> nft.check("table inet x { chain y { bogus; }; }")))
          .hasValueSatisfying(said -> assertThat(said).contains("syntax error"));
    }
  }

  @Test
  void aProgramThatCannotBeRunIsReported() {
    assertThat(new NftCommand(directory.resolve("absent")).check(""))
        .hasValueSatisfying(said -> assertThat(said).contains("absent"));
  }

  private NftCommand script(String body) throws Exception {
    Path file = directory.resolve("nft");
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return new NftCommand(file);
  }
}
