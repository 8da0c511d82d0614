package io.gatehouse.cluster.accounting;

import io.gatehouse.cluster.config.AccountingList;
import io.gatehouse.cluster.config.RadiusServer;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Accounting-On and Accounting-Off: "no session is open from here on". That is only true of a
 * headend without sessions, so the caller makes sure that there are none, on no node and in no
 * outbox, and that none comes while it is told.
 *
 * <p>The servers are told in a hurry and at most twice: told late, it would end sessions that have
 * begun.
 */
public final class NasAccounting {

  private static final Duration HASTE = Duration.ofSeconds(1);

  private final List<AccountingList> lists;
  private final AccountingAttributes attributes;
  private final AccountingClient client;
  private final Function<RadiusServer, Optional<InetAddress>> nasAddress;
  private final String id;
  private final Clock clock;

  /**
   * @param id in the place of a session's, unique over time
   */
  public NasAccounting(
      AccountingServices services,
      Function<RadiusServer, Optional<InetAddress>> nasAddress,
      String id) {
    this.lists = services.lists();
    this.attributes = new AccountingAttributes(services.nasIdentifier());
    this.client = services.client();
    this.nasAddress = nasAddress;
    this.id = id;
    this.clock = services.clock();
  }

  /** Done when all have answered or had their time. */
  public CompletableFuture<Void> on() {
    return tell(AccountingAttributes.ACCOUNTING_ON);
  }

  public CompletableFuture<Void> off() {
    return tell(AccountingAttributes.ACCOUNTING_OFF);
  }

  /** Of each list the group that its records go to. */
  private CompletableFuture<Void> tell(int statusType) {
    return CompletableFuture.allOf(
        lists.stream()
            .flatMap(list -> list.groups().stream().limit(1))
            .map(group -> group.servers())
            .distinct()
            .map(servers -> tell(statusType, servers))
            .toArray(CompletableFuture<?>[]::new));
  }

  private CompletableFuture<AccountingReply> tell(int statusType, List<RadiusServer> servers) {
    AccountingRequest request =
        attributes.ofNas(statusType, id, nasAddress.apply(servers.getFirst()), clock.instant());
    return client
        .send(request, servers.stream().map(NasAccounting::inHaste).toList())
        .toCompletableFuture();
  }

  private static RadiusServer inHaste(RadiusServer server) {
    return new RadiusServer(
        server.name(),
        server.address(),
        server.authenticationPort(),
        server.accountingPort(),
        server.key(),
        server.timeout().compareTo(HASTE) < 0 ? server.timeout() : HASTE,
        Math.min(1, server.retransmit()));
  }
}
