package io.gatehouse.cluster.aaa;

import io.gatehouse.cluster.config.RadiusServer;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Sends Access-Requests. Safe for use by many threads. */
public interface RadiusClient {

  /**
   * Asks the first of {@code servers} that is not known to be dead, then the next one if it stays
   * silent; when all are known to be dead, each of them is tried.
   *
   * <p>The stage never fails: what goes wrong is {@link AccessReply.Unanswered}. How long it takes
   * is bounded by the time-outs and retransmissions of the servers.
   *
   * @param servers in order of preference, never empty; only one within a conversation, since State
   *     belongs to the server that sent it
   */
  CompletionStage<AccessReply> send(AccessRequest request, List<RadiusServer> servers);

  /** NAS-IP-Address towards a server; empty when there is no way to it. */
  default Optional<InetAddress> nasAddress(RadiusServer server) {
    return Optional.empty();
  }
}
