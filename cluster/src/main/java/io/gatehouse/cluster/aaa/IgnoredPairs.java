package io.gatehouse.cluster.aaa;

import io.gatehouse.protocol.ike.policy.Authorization;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator, who asks for it with log level debug, which attribute pairs had no effect.
 */
final class IgnoredPairs {

  private static final Logger LOG = LoggerFactory.getLogger(IgnoredPairs.class);

  private IgnoredPairs() {}

  static Authorization logged(RadiusAuthorization given) {
    if (!given.ignored().isEmpty()) {
      LOG.debug(
          "cisco-avpairs for {} ignored: {}", given.authorization().userName(), given.ignored());
    }
    return given.authorization();
  }
}
