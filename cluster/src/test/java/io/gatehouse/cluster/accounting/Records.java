package io.gatehouse.cluster.accounting;

import io.gatehouse.cluster.store.OutboxRecord;
import io.gatehouse.cluster.store.SearchColumns;
import io.gatehouse.cluster.store.SessionRow;
import io.gatehouse.cluster.store.StateCodec;
import io.gatehouse.protocol.accounting.AccountingRecord;
import io.gatehouse.protocol.accounting.AccountingRecord.Authentic;
import io.gatehouse.protocol.accounting.AccountingRecord.Status;
import io.gatehouse.protocol.accounting.AccountingTerms;
import io.gatehouse.protocol.accounting.TerminateCause;
import io.gatehouse.protocol.accounting.Usage;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Accounting records, and states of sessions that consist of nothing else. */
final class Records {

  static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
  static final StateCodec<AccountingRecord> CODEC = new Codec();

  private Records() {}

  static AccountingRecord of(String list, String session, Status status) {
    boolean stop = status == Status.STOP;
    return new AccountingRecord(
        status,
        AT,
        new AccountingTerms(
            list,
            Optional.of(Duration.ofMinutes(5)),
            Optional.of(InetAddress.ofLiteral("192.0.2.1"))),
        session,
        "alice",
        "*$AnyConnectClient$*",
        Authentic.RADIUS,
        InetAddress.ofLiteral("198.51.100.7"),
        List.of(InetAddress.ofLiteral("10.99.0.1")),
        List.of(Octets.utf8("class of alice")),
        Duration.ofSeconds(stop ? 90 : 0),
        stop ? new Usage(5L << 32 | 7, 11, 3L << 32 | 2, 13) : Usage.NONE,
        stop ? Optional.of(TerminateCause.LOST_CARRIER) : Optional.empty());
  }

  private static final class Codec implements StateCodec<AccountingRecord> {

    @Override
    public Optional<SessionRow> encode(AccountingRecord record) {
      return record.status() == Status.STOP
          ? Optional.empty()
          : Optional.of(
              new SessionRow(
                  new SearchColumns(record.userName(), "STAFF", record.remote(), List.of(), AT),
                  Secret.utf8(record.sessionId())));
    }

    @Override
    public Optional<OutboxRecord> record(AccountingRecord record) {
      return Optional.of(AccountingRecords.toOutbox(record));
    }

    @Override
    public AccountingRecord decode(Secret record) {
      return of("ACCT", record.revealUtf8(), Status.START);
    }
  }
}
