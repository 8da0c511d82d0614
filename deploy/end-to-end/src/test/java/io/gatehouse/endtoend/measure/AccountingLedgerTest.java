package io.gatehouse.endtoend.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccountingLedgerTest {
  @Test
  void aSessionWithOneStartAndOneStop() {
    AccountingLedger ledger =
        read(entry("Start", 0, 0) + entry("Interim-Update", 60, 500) + entry("Stop", 90, 700));
    assertThat(ledger.sessions()).isEqualTo(1);
    assertThat(ledger.faultsOfEndedSessions()).isEmpty();
    assertThat(ledger.faultsOfOpenSessions()).containsExactly("session A7: 1 times Stop, not 0");
  }

  @Test
  void whatCameTwiceCountsOnce() {
    AccountingLedger ledger =
        read(
            entry("Start", 0, 0)
                + entry("Start", 0, 0)
                + entry("Stop", 90, 700)
                + entry("Stop", 90, 700));
    assertThat(ledger.faultsOfEndedSessions()).isEmpty();
  }

  @Test
  void twoDifferentStops() {
    AccountingLedger ledger =
        read(entry("Start", 0, 0) + entry("Stop", 90, 700) + entry("Stop", 91, 700));
    assertThat(ledger.faultsOfEndedSessions()).containsExactly("session A7: 2 times Stop, not 1");
  }

  @Test
  void aCounterThatFalls() {
    AccountingLedger ledger =
        read(entry("Start", 0, 0) + entry("Interim-Update", 60, 500) + entry("Stop", 90, 400));
    assertThat(ledger.faultsOfEndedSessions())
        .containsExactly("session A7: Input fell from 500 to 400");
  }

  @Test
  void aNodesOwnStartIsNoSessions() {
    assertThat(read(entry("Accounting-On", 0, 0)).sessions()).isZero();
  }

  private static AccountingLedger read(String detail) {
    return AccountingLedger.read(detail);
  }

  private static String entry(String status, int time, int octets) {
    return """
    Sat Nov 28 01:00:00 2026
    \tAcct-Status-Type = %s
    \tAcct-Session-Id = "A7"
    \tAcct-Session-Time = %d
    \tAcct-Input-Octets = %d
    \tAcct-Output-Octets = 0

    """
        .formatted(status, time, octets);
  }
}
