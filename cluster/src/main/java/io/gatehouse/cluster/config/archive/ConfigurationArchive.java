package io.gatehouse.cluster.config.archive;

import io.gatehouse.cluster.config.Configuration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The configuration of the cluster and its earlier versions, as one node knows them. Any thread may
 * ask. The stages complete normally: what can go wrong is in what they complete with, but for a
 * store that cannot be read ({@link io.gatehouse.cluster.store.StoreException}).
 */
public interface ConfigurationArchive {

  /** What this node serves clients by. */
  Configuration active();

  /** The version that {@link #active} was read from. */
  ArchivedConfiguration running();

  /**
   * Makes a text the next version, if every node that lives can use it: checks it, stores it, and
   * makes it active. Sessions keep what they were given.
   */
  CompletionStage<CommitOutcome> commit(Proposal proposal);

  /**
   * Makes what an earlier version says the next version.
   *
   * @param base the number of the version that the author saw
   * @param number of the version to go back to
   */
  CompletionStage<CommitOutcome> rollback(long base, long number, String author);

  /** All that are kept, the newest first; at most 100. */
  CompletionStage<List<ConfigurationVersion>> versions();

  /** What a version says, while it is kept. */
  CompletionStage<Optional<ArchivedConfiguration>> version(long number);
}
