package io.gatehouse.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.cluster.typed.Cluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "vpn1", "vpn1.example.com", "10.0.0.1:17355", "node-name=a", "~!"})
  void comesBackFromTheRoles(String text) {
    NodeName name = new NodeName(text);

    assertThat(NodeName.ofRoles(List.of("dc-default", name.role(), "other"))).contains(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "vpn 1", "vpn1\n", "\tvpn1", "vpn\u00e9", "vpn\u007f"})
  void isVisibleAscii(String text) {
    assertThatThrownBy(() -> new NodeName(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 64 visible ASCII characters");
  }

  @Test
  void isBounded() {
    assertThat(new NodeName("n".repeat(NodeName.LONGEST)).toString()).hasSize(64);
    assertThatThrownBy(() -> new NodeName("n".repeat(NodeName.LONGEST + 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dc-default", "node-name=", "node-name=a b", "node-names=a"})
  void isNotReadFromOtherRoles(String role) {
    assertThat(NodeName.ofRoles(List.of(role))).isEmpty();
  }

  @Test
  void aMemberTellsItByItsRoles() {
    NodeName name = new NodeName("vpn1");
    ActorTestKit kit =
        ActorTestKit.create(
            ConfigFactory.parseString(
                    """
                    pekko.actor.provider = cluster
                    pekko.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }
                    pekko.cluster.roles = ["%s"]
                    """
                        .formatted(name.role()))
                .withFallback(ConfigFactory.load()));
    try {
      assertThat(NodeName.ofRoles(Cluster.get(kit.system()).selfMember().getRoles()))
          .contains(name);
    } finally {
      kit.shutdownTestKit();
    }
  }
}
