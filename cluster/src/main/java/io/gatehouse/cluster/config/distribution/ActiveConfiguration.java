package io.gatehouse.cluster.config.distribution;

import io.gatehouse.cluster.config.Configuration;
import io.gatehouse.cluster.config.archive.ArchivedConfiguration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What this node serves clients by. Any thread may ask, and it is as quick as a field. */
public final class ActiveConfiguration {

  private record Standing(ArchivedConfiguration archived, Configuration configuration) {}

  private final List<Consumer<Configuration>> followers = new CopyOnWriteArrayList<>();
  private volatile Standing standing;

  public ActiveConfiguration(ArchivedConfiguration archived, Configuration configuration) {
    this.standing = new Standing(archived, configuration);
  }

  public Configuration configuration() {
    return standing.configuration();
  }

  public ArchivedConfiguration archived() {
    return standing.archived();
  }

  public long number() {
    return standing.archived().version().number();
  }

  /**
   * @param follower is told of each later version, one after the other; it must return soon
   */
  public void follow(Consumer<Configuration> follower) {
    followers.add(follower);
  }

  /** Whether the version is newer than the one that was active. */
  synchronized boolean advance(ArchivedConfiguration archived, Configuration configuration) {
    if (archived.version().number() <= number()) {
      return false;
    }
    standing = new Standing(archived, configuration);
    followers.forEach(follower -> follower.accept(configuration));
    return true;
  }
}
