package io.gatehouse.cluster.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.aaa.AttributeType;
import io.gatehouse.cluster.aaa.RadiusAttributes;
import io.gatehouse.protocol.accounting.AccountingRecord;
import io.gatehouse.protocol.accounting.AccountingRecord.Status;
import io.gatehouse.protocol.octets.Octets;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountingAttributesTest {

  private final AccountingAttributes headend = new AccountingAttributes("headend");

  private RadiusAttributes attributes(Status status) {
    return new RadiusAttributes(headend.of(Records.of("ACCT", "A1", status)).attributes());
  }

  @Test
  void aStartSaysWhoAndWhere() {
    RadiusAttributes start = attributes(Status.START);

    assertThat(start.integer(AttributeType.ACCT_STATUS_TYPE)).contains(1L);
    assertThat(start.text(AttributeType.ACCT_SESSION_ID)).contains("A1");
    assertThat(start.text(AttributeType.USER_NAME)).contains("alice");
    assertThat(start.text(AttributeType.NAS_IDENTIFIER)).contains("headend");
    assertThat(start.ipv4(AttributeType.NAS_IP_ADDRESS))
        .contains(InetAddress.ofLiteral("192.0.2.1"));
    assertThat(start.ipv4(AttributeType.FRAMED_IP_ADDRESS))
        .contains(InetAddress.ofLiteral("10.99.0.1"));
    assertThat(start.text(AttributeType.CALLING_STATION_ID)).contains("198.51.100.7");
    assertThat(start.text(AttributeType.CLASS)).contains("class of alice");
    assertThat(start.integer(AttributeType.ACCT_AUTHENTIC)).contains(1L);
    assertThat(start.integer(AttributeType.EVENT_TIMESTAMP)).contains(Records.AT.getEpochSecond());
    assertThat(start.all(AttributeType.CISCO_AVPAIR).map(Octets::utf8))
        .contains("audit-session-id=A1", "isakmp-phase1-id=*$AnyConnectClient$*");
    assertThat(start.first(AttributeType.ACCT_SESSION_TIME)).isEmpty();
    assertThat(start.first(AttributeType.ACCT_TERMINATE_CAUSE)).isEmpty();
  }

  @Test
  void anInsideAddressIsFramedAsItsFamilyHasIt() {
    InetAddress ipv4 = InetAddress.ofLiteral("10.99.0.1");
    InetAddress ipv6 = InetAddress.ofLiteral("2001:db8::1");
    AccountingRecord both =
        with(Records.of("ACCT", "A1", Status.START), List.of(ipv4, ipv6), List.of());

    RadiusAttributes attributes = new RadiusAttributes(headend.of(both).attributes());

    assertThat(attributes.ipv4(AttributeType.FRAMED_IP_ADDRESS)).contains(ipv4);
    assertThat(attributes.ipv6(AttributeType.FRAMED_IPV6_ADDRESS)).containsExactly(ipv6);
  }

  private static AccountingRecord with(
      AccountingRecord record, List<InetAddress> inside, List<Octets> classes) {
    return new AccountingRecord(
        record.status(),
        record.at(),
        record.terms(),
        record.sessionId(),
        record.userName(),
        record.clientIdentity(),
        record.authentic(),
        record.remote(),
        inside,
        classes,
        record.sessionTime(),
        record.usage(),
        record.cause());
  }

  @Test
  void aStopHasCountersOf64Bits() {
    RadiusAttributes stop = attributes(Status.STOP);

    assertThat(stop.integer(AttributeType.ACCT_STATUS_TYPE)).contains(2L);
    assertThat(stop.integer(AttributeType.ACCT_INPUT_OCTETS)).contains(7L);
    assertThat(stop.integer(AttributeType.ACCT_INPUT_GIGAWORDS)).contains(5L);
    assertThat(stop.integer(AttributeType.ACCT_INPUT_PACKETS)).contains(11L);
    assertThat(stop.integer(AttributeType.ACCT_OUTPUT_OCTETS)).contains(2L);
    assertThat(stop.integer(AttributeType.ACCT_OUTPUT_GIGAWORDS)).contains(3L);
    assertThat(stop.integer(AttributeType.ACCT_OUTPUT_PACKETS)).contains(13L);
    assertThat(stop.integer(AttributeType.ACCT_SESSION_TIME)).contains(90L);
    assertThat(stop.integer(AttributeType.ACCT_TERMINATE_CAUSE)).contains(2L);
  }

  @Test
  void theNasItselfHasNoUser() {
    RadiusAttributes on =
        new RadiusAttributes(
            headend
                .ofNas(AccountingAttributes.ACCOUNTING_ON, "N1", Optional.empty(), Records.AT)
                .attributes());

    assertThat(on.integer(AttributeType.ACCT_STATUS_TYPE)).contains(7L);
    assertThat(on.text(AttributeType.ACCT_SESSION_ID)).contains("N1");
    assertThat(on.first(AttributeType.USER_NAME)).isEmpty();
  }

  @Test
  void classesLeaveRoomForTheRest() {
    AccountingRecord record = Records.of("ACCT", "A1", Status.START);
    Octets large = Octets.owned(new byte[253]);
    AccountingRecord greedy = with(record, record.inside(), Collections.nCopies(16, large));

    RadiusAttributes attributes = new RadiusAttributes(headend.of(greedy).attributes());

    assertThat(attributes.all(AttributeType.CLASS)).hasSize(8);
  }
}
