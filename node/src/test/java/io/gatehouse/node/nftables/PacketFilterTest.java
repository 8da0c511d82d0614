package io.gatehouse.node.nftables;

import static io.gatehouse.node.nftables.FilteredLink.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table's life in this machine's kernel. */
class PacketFilterTest {

  private static final int SPI = 0xC1C2C3C4;

  private FilteredLink link;

  @BeforeEach
  void connect() throws Exception {
    link = FilteredLink.connect();
  }

  @AfterEach
  void disconnect() throws Exception {
    if (link != null) {
      link.close();
    }
  }

  @Test
  void manyComeAndGoAtOnce() throws Exception {
    List<Integer> many = IntStream.range(1_000, 11_000).boxed().toList();
    try (PacketFilter filter = link.open(settings(), many.subList(0, 100))) {
      filter.known(many);
      assertThat(link.members()).hasSize(10_000);

      filter.forgotten(many.subList(1, 10_000));
      assertThat(link.members()).containsExactly("0x000003e8");
    }
  }

  @Test
  void aTableThatOthersRemoveIsPutBack() throws Exception {
    try (PacketFilter filter = link.open(settings(), List.of(SPI))) {
      link.headend.exec("nft", "flush", "ruleset");
      link.headend.call(
          () -> {
            filter.look();
            return true;
          });
      assertThat(link.members()).containsExactly("0xc1c2c3c4");

      link.headend.exec("nft", "flush", "ruleset");
      link.headend.call(
          () -> {
            filter.known(SPI + 1);
            return true;
          });
      assertThat(link.members()).containsExactlyInAnyOrder("0xc1c2c3c4", "0xc1c2c3c5");
    }
  }

  @Test
  void theTableGoesWithTheFilterUnlessItIsReleased() throws Exception {
    link.open(settings(), List.of(SPI)).release();
    assertThat(link.members()).containsExactly("0xc1c2c3c4");

    PacketFilter next = link.open(settings(), List.of());
    assertThat(link.members()).isEmpty();

    next.close();
    assertThat(link.headend.exec("nft", "list", "tables")).isEmpty();
  }

  @Test
  void thereIsOneInANamespace() throws Exception {
    try (PacketFilter _ = link.open(settings(), List.of(SPI))) {
      assertThatThrownBy(() -> link.open(settings(), List.of()))
          .isInstanceOf(DataPlaneException.class)
          .hasMessage(
              "NFLOG group 4500 is taken: another Gatehouse runs in this network namespace");
      assertThat(link.members()).containsExactly("0xc1c2c3c4");
    }
  }
}
