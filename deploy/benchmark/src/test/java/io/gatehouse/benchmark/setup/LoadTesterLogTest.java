package io.gatehouse.benchmark.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LoadTesterLogTest {

  private static final String LOG =
      """
      100.000000 05[IKE] <load-test|1> initiating IKE_SA load-test[1] to 192.0.2.1
      100.001000 05[IKE] <load-test|2> initiating IKE_SA load-test[2] to 192.0.2.1
      100.002000 16[IKE] <load-test|1> initiating IKE_SA load-test[1] to 192.0.2.1
      100.003000 13[IKE] <load-test|1> authentication of 'u1@psk.example.org' (myself) with pre-shared key
      100.010000 09[IKE] <load-test|1> IKE_SA load-test[1] established between 192.0.2.11[u1@psk.example.org]...192.0.2.1[headend.example.org]
      100.012000 06[IKE] <load-test|1> IKE_SA deleted
      102.001000 06[IKE] <load-test|2> retransmit 1 of request with message ID 0
      something else
      """;

  @Test
  void saysWhatBecameOfEachSession() {
    LoadTesterLog log = new LoadTesterLog();
    LOG.lines().forEach(log::read);

    assertThat(log.established()).isEqualTo(1);
    assertThat(log.deleted()).isEqualTo(1);
    assertThat(log.retransmissions()).isEqualTo(1);
    assertThat(log.setUp(0.5)).isCloseTo(10, within(1e-6));
    assertThat(log.seconds()).isCloseTo(0.01, within(1e-6));
  }

  @Test
  void nothingTakesNoTime() {
    LoadTesterLog log = new LoadTesterLog();

    assertThat(log.seconds()).isZero();
    assertThat(log.setUp(0.99)).isZero();
  }
}
