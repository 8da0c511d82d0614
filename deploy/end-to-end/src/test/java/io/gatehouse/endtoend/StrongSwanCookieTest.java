package io.gatehouse.endtoend;

import static io.gatehouse.endtoend.capture.DissectedMessage.IKE_SA_INIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gatehouse.endtoend.capture.Dissection;
import io.gatehouse.endtoend.headend.GatehouseHeadend;
import io.gatehouse.endtoend.headend.HeadendSettings;
import io.gatehouse.endtoend.peer.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A headend that lets nobody in without a cookie (RFC 7296 section 2.6). */
class StrongSwanCookieTest {
  @RegisterExtension
  static final Laboratory LABORATORY =
      Laboratory.withClients(1).with(HeadendSettings.usual().withCookies());

  private static final int INVALID_KE_PAYLOAD = 17;
  private static final int COOKIE = 16390;

  @Test
  void asksForACookie() {
    // strongSwan never asks the first client for one.
    assumeThat(LABORATORY.scene().headend()).isInstanceOf(GatehouseHeadend.class);
    Connection connection = LABORATORY.scene().site().withPreSharedKey();
    try (ObservedClient observed = ObservedClient.on(LABORATORY.scene(), connection)) {
      observed.connectAndUseTunnel();
      observed.client().disconnect();
      Dissection dissection = observed.dissect();
      assertThat(dissection.hasNotification(COOKIE)).isTrue();
      assertThat(dissection.exchange(IKE_SA_INIT)).hasSize(4);
    }
  }

  @Test
  void asksForACookieAndForAnotherGroup() {
    assumeThat(LABORATORY.scene().headend()).isInstanceOf(GatehouseHeadend.class);
    Connection connection =
        LABORATORY
            .scene()
            .site()
            .withPreSharedKey()
            .withIkeProposal("aes256gcm16-prfsha384-modp6144-ecp256");
    try (ObservedClient observed = ObservedClient.on(LABORATORY.scene(), connection)) {
      observed.client().connect();
      observed.client().disconnect();
      Dissection dissection = observed.dissect();
      assertThat(dissection.hasNotification(COOKIE)).isTrue();
      assertThat(dissection.hasNotification(INVALID_KE_PAYLOAD)).isTrue();
    }
  }
}
