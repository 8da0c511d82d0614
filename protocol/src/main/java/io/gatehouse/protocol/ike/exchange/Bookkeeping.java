package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.accounting.Account;
import io.gatehouse.protocol.accounting.AccountingRecord;
import io.gatehouse.protocol.accounting.AccountingRecord.Authentic;
import io.gatehouse.protocol.accounting.AccountingRecord.Status;
import io.gatehouse.protocol.accounting.TerminateCause;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps a session's account: whatever is stored of the session says what has gone through it until
 * then, and the first and the last that is stored carry the record of beginning and end.
 */
final class Bookkeeping {

  /** How long an interim record waits for a store that does not answer, before it asks again. */
  private static final Duration DEFERRAL = Duration.ofSeconds(30);

  private Bookkeeping() {}

  /** A session that has just been established; one without terms has no account. */
  static Established opened(Established session, Instant now) {
    Optional<Account> account =
        session.authorization().accounting().map(terms -> Account.opened(terms, now));
    return session
        .edit()
        .account(account)
        .record(account.map(open -> record(session, open, Status.START, Optional.empty(), now)))
        .done();
  }

  /** The session ends with {@code cause}. */
  static Optional<AccountingRecord> closed(
      Established session, SessionEvent.Cause cause, Context context) {
    return session
        .account()
        .map(account -> account.read(context.meters().read(session)))
        .map(account -> recorded(session, account, context.now()))
        .map(
            account ->
                record(session, account, Status.STOP, Optional.of(of(cause)), context.now()));
  }

  /** A step that is stored brings the account up to date. */
  static Step kept(Established before, Step step, Context context) {
    return step.durable()
            && step.state() instanceof Established after
            && after.account().isPresent()
        ? new Step(balanced(before, after, context), true, step.decisions())
        : step;
  }

  private static Established balanced(Established before, Established after, Context context) {
    Set<Integer> spis =
        after.childSas().stream().map(ChildSa::inboundSpi).collect(Collectors.toSet());
    // What the step removes is read once more.
    Account account = after.account().orElseThrow().read(context.meters().read(before)).of(spis);
    Instant now = context.now();
    if (!account.interimDue(now)) {
      return after.edit().account(Optional.of(account)).done();
    }
    Account next =
        recorded(after, account, now).withInterimAt(account.terms().interim().map(now::plus));
    return after
        .edit()
        .account(Optional.of(next))
        .record(Optional.of(record(after, next, Status.INTERIM_UPDATE, Optional.empty(), now)))
        .done();
  }

  static boolean interimDue(Established session, Context context) {
    return session.account().filter(account -> account.interimDue(context.now())).isPresent();
  }

  /**
   * While the store is away a session must not be stored for the sake of an interim record: the
   * attempt would interrupt it.
   */
  static Established deferred(Established session, Context context) {
    return interimDue(session, context) && !context.meters().storeAnswers()
        ? session
            .edit()
            .account(
                session
                    .account()
                    .map(a -> a.withInterimAt(Optional.of(context.now().plus(DEFERRAL)))))
            .done()
        : session;
  }

  private static Account recorded(Established session, Account account, Instant now) {
    return account.recorded(Duration.between(session.establishedAt(), now));
  }

  private static AccountingRecord record(
      Established session,
      Account account,
      Status status,
      Optional<TerminateCause> cause,
      Instant now) {
    Participants participants = session.participants();
    return new AccountingRecord(
        status,
        now,
        account.terms(),
        session.sessionId(),
        participants.userName(),
        Identities.text(participants.client()),
        authentic(participants),
        session.path().remote().getAddress(),
        session.insideAddresses(),
        session.authorization().radiusClass(),
        account.sessionTime(),
        account.usage(),
        cause);
  }

  private static Authentic authentic(Participants participants) {
    return switch (participants.method()) {
      case PSK, CERT -> Authentic.LOCAL;
      case EAP -> Authentic.RADIUS;
      case ANYCONNECT_EAP ->
          participants.certificate().filter(ClientCertificate::sufficient).isPresent()
              ? Authentic.LOCAL
              : Authentic.RADIUS;
    };
  }

  private static TerminateCause of(SessionEvent.Cause cause) {
    return switch (cause) {
      case USER_REQUEST -> TerminateCause.USER_REQUEST;
      // A client that begins a new life has lost the old one.
      case LOST, REPLACED -> TerminateCause.LOST_CARRIER;
      case SESSION_TIMEOUT -> TerminateCause.SESSION_TIMEOUT;
      case IDLE_TIMEOUT -> TerminateCause.IDLE_TIMEOUT;
      case ADMINISTRATOR -> TerminateCause.ADMIN_RESET;
      case PROTOCOL_ERROR -> TerminateCause.PORT_ERROR;
      case DATA_PLANE -> TerminateCause.NAS_ERROR;
    };
  }
}
