package io.gatehouse.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.client.initiator.ClientEvent;
import io.gatehouse.client.tunnel.Ping;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLineTest {

  @Test
  void anEventIsOneLineOfJson() {
    assertThat(EventLine.of(new ClientEvent.AuthenticationFailed("a \"b\"\nc")))
        .isEqualTo("{\"event\":\"authentication-failed\",\"reason\":\"a \\\"b\\\"\\nc\"}");
    assertThat(EventLine.of(new ClientEvent.Alive())).isEqualTo("{\"event\":\"alive\"}");
  }

  @Test
  void listsAreArrays() {
    var connected =
        new ClientEvent.Connected(
            List.of("10.99.0.10"), List.of(), List.of(), "", "", "gw", "", "");
    assertThat(EventLine.of(connected))
        .startsWith("{\"event\":\"connected\",\"addresses\":[\"10.99.0.10\"],\"nameServers\":[]");
  }

  @Test
  void aPingHasItsNumbers() {
    assertThat(EventLine.of("ping", new Ping.Result("10.1.0.1", 3, 2)))
        .isEqualTo("{\"event\":\"ping\",\"host\":\"10.1.0.1\",\"sent\":3,\"received\":2}");
  }
}
