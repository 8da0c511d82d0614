package io.gatehouse.cluster.membership;

import org.apache.pekko.ConfigurationException;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.DowningProvider;
import org.apache.pekko.cluster.sbr.SplitBrainResolver;
import org.apache.pekko.cluster.sbr.SplitBrainResolverSettings;
import scala.Option;
import scala.concurrent.duration.FiniteDuration;

/**
 * Has Pekko's split-brain resolver decide by {@link LivingMajority}. Named in the configuration,
 * and made by Pekko; of {@code pekko.cluster.split-brain-resolver} it reads {@code stable-after}
 * and {@code down-all-when-unstable}.
 */
public final class LivingMajorityProvider extends DowningProvider {

  private final ActorSystem system;
  private final SplitBrainResolverSettings settings;

  /**
   * @throws ConfigurationException when another strategy than keep-majority is asked for
   */
  public LivingMajorityProvider(ActorSystem system) {
    this.system = system;
    this.settings = new SplitBrainResolverSettings(system.settings().config());
    if (!settings.DowningStrategy().equals(SplitBrainResolverSettings.KeepMajorityName())) {
      throw new ConfigurationException(
          "pekko.cluster.split-brain-resolver.active-strategy: expected keep-majority, not "
              + settings.DowningStrategy());
    }
  }

  @Override
  public FiniteDuration downRemovalMargin() {
    return Cluster.get(system).settings().DownRemovalMargin();
  }

  @Override
  public Option<Props> downingActorProps() {
    Cluster cluster = Cluster.get(system);
    return Option.apply(
        SplitBrainResolver.props(
            settings.DowningStableAfter(),
            new LivingMajority(cluster.settings().SelfDataCenter(), cluster.selfUniqueAddress())));
  }
}
