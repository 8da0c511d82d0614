package io.gatehouse.cluster.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.cluster.store.OutboxRecord;
import io.gatehouse.protocol.accounting.AccountingRecord;
import io.gatehouse.protocol.accounting.AccountingRecord.Status;
import io.gatehouse.protocol.octets.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A record in the outbox, which a node of another version may have written. */
class AccountingRecordsTest {

  private static final String NAME = "accounting-record.cbor";
  private static final AccountingRecord STOP = Records.of("ACCT", "8F00A1", Status.STOP);

  private static byte[] fixture() throws IOException {
    try (InputStream in = AccountingRecordsTest.class.getResourceAsStream("/fixtures/v1/" + NAME)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "gatehouse.fixtures", matches = ".+")
  void aNewOneIsWrittenWhenAskedFor() throws IOException {
    Path file = Path.of(System.getProperty("gatehouse.fixtures"), NAME);
    if (Files.notExists(file)) {
      Files.write(file, AccountingRecords.toOutbox(STOP).body().toArray());
    }
  }

  @Test
  void aRecordOfVersion1IsReadAndWrittenAlike() throws IOException {
    OutboxRecord written = AccountingRecords.toOutbox(STOP);

    assertThat(AccountingRecords.read(Octets.owned(fixture()))).isEqualTo(STOP);
    assertThat(written.body()).isEqualTo(Octets.owned(fixture()));
    assertThat(written.interim()).isFalse();
    assertThat(written.sessionId()).isEqualTo("8F00A1");
  }

  @Test
  void anotherVersionIsSaid() throws IOException {
    byte[] newer = fixture();
    newer[0] = 2;

    assertThatThrownBy(() -> AccountingRecords.read(Octets.owned(newer)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an accounting record that is not of version 1");
    assertThatThrownBy(() -> AccountingRecords.read(Octets.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsReadBack(Status status) {
    AccountingRecord record = Records.of("ACCT", "A1", status);

    assertThat(AccountingRecords.read(AccountingRecords.toOutbox(record).body())).isEqualTo(record);
  }
}
