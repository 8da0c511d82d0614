package io.gatehouse.node.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.policy.Network;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesetTest {

  private static final InetAddress IPV4 = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress IPV6 = InetAddress.ofLiteral("2001:db8::1");
  private static final Network NETWORK = new Network(InetAddress.ofLiteral("10.99.0.0"), 24);

  @Test
  void numbersAndMembersComeFromTheSettings() {
    PacketFilterSettings settings =
        new PacketFilterSettings(
            "vpn1", List.of(IPV4, IPV6), 4_501, List.of(NETWORK), false, false, 1_500);

    assertThat(Ruleset.of(settings, List.of(-1, 256)).lines())
        .contains(
            "define nat_traversal_port = 4501",
            "define segment_v4 = 1350",
            "define segment_v6 = 1330",
            "add element inet gatehouse known_spis { 0xffffffff, 0x00000100 }",
            "add element inet gatehouse headend_v4 { 192.0.2.1 }",
            "add element inet gatehouse headend_v6 { 2001:db8:0:0:0:0:0:1 }",
            "add element inet gatehouse clients_v4 { 10.99.0.0/24 }")
        .noneMatch(line -> line.startsWith("add element inet gatehouse clients_v6"));
  }

  @Test
  void onePlaceNamesTheTableTheSetAndTheGroup() {
    String text = Ruleset.of(settings(false, false), List.of());

    assertThat(text)
        .contains("table inet " + Ruleset.TABLE + " {")
        .contains("set " + Ruleset.KNOWN_SPIS + " {")
        .contains("log group " + Ruleset.LOG_GROUP + " ");
  }

  @Test
  void clientsMayReachOneAnotherWhereThatIsSet() {
    assertThat(Ruleset.of(settings(false, false), List.of())).contains("chain isolation {");
    assertThat(Ruleset.of(settings(true, false), List.of())).doesNotContain("chain isolation {");
  }

  @Test
  void clientsOfOtherNodesAreNotTakenForForgeries() {
    assertThat(Ruleset.of(settings(false, false), List.of())).contains("chain spoofing {");
    assertThat(Ruleset.of(settings(false, true), List.of())).doesNotContain("chain spoofing {");
  }

  private static PacketFilterSettings settings(boolean clientToClient, boolean clientsElsewhere) {
    return new PacketFilterSettings(
        "vpn1", List.of(IPV4), 4_500, List.of(), clientToClient, clientsElsewhere, 1_500);
  }
}
