package io.gatehouse.cluster.membership;

import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.DowningProvider;
import org.apache.pekko.cluster.sbr.SplitBrainResolver;
import org.apache.pekko.cluster.sbr.SplitBrainResolverSettings;
import scala.Option;
import scala.concurrent.duration.FiniteDuration;

/**
 * Has Pekko's split-brain resolver decide by {@link LivingMajority}; its settings are Pekko's, in
 * {@code pekko.cluster.split-brain-resolver}. Named in the configuration, and made by Pekko.
 */
public final class LivingMajorityProvider extends DowningProvider {

  private final ActorSystem system;

  public LivingMajorityProvider(ActorSystem system) {
    this.system = system;
  }

  @Override
  public FiniteDuration downRemovalMargin() {
    return Cluster.get(system).settings().DownRemovalMargin();
  }

  @Override
  public Option<Props> downingActorProps() {
    Cluster cluster = Cluster.get(system);
    SplitBrainResolverSettings settings =
        new SplitBrainResolverSettings(system.settings().config());
    return Option.apply(
        SplitBrainResolver.props(
            settings.DowningStableAfter(),
            new LivingMajority(cluster.settings().SelfDataCenter(), cluster.selfUniqueAddress())));
  }
}
