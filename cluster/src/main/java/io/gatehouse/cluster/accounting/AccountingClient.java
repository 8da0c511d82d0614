package io.gatehouse.cluster.accounting;

import io.gatehouse.cluster.config.RadiusServer;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Sends Accounting-Requests. Safe for use by many threads. */
public interface AccountingClient {

  /**
   * Tells the first of {@code servers} that is not known to be dead, then the next one if it stays
   * silent; when all are known to be dead, each of them is tried. The stage never fails.
   *
   * @param servers in order of preference, never empty
   */
  CompletionStage<AccountingReply> send(AccountingRequest request, List<RadiusServer> servers);
}
