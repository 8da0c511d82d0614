package io.gatehouse.node.console;

import io.gatehouse.cluster.aaa.TrialLogin;
import io.gatehouse.cluster.config.ServerGroup;
import io.gatehouse.cluster.config.archive.ConfigurationArchive;
import io.gatehouse.cluster.directory.ClusterReport;
import io.gatehouse.cluster.directory.SessionReport;
import io.gatehouse.cluster.store.SessionSearch;
import io.gatehouse.node.console.show.Member;
import io.gatehouse.protocol.octets.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What the console asks of its node and of the cluster. Any thread may ask. */
public interface Headend {

  /** The configuration and its versions. */
  ConfigurationArchive archive();

  /** The sessions of the whole cluster. */
  CompletionStage<SessionReport> sessions(SessionSearch search);

  /**
   * Ends sessions of the whole cluster, 10,000 at most.
   *
   * @return how many are told to end
   */
  CompletionStage<Integer> end(SessionSearch search);

  /**
   * What nodes report of themselves. Never fails.
   *
   * @param node the only one that is asked; empty: all
   */
  CompletionStage<ClusterReport> report(Optional<String> node);

  /** Asks each server of the group, from this node. Never fails. */
  CompletionStage<List<TrialLogin.Answer>> tryLogin(
      ServerGroup group, String userName, Secret password);

  /** How many addresses of each pool are leased; pools without a lease are not there. */
  CompletionStage<Map<String, Long>> leases();

  /** The nodes of the cluster, by name. */
  List<Member> members();

  /** The release that this node is of. */
  String release();
}
