package io.gatehouse.cluster.config.distribution;

import io.gatehouse.cluster.membership.NodeName;
import io.gatehouse.cluster.store.ConfigurationVersions;
import java.util.concurrent.Executor;

/**
 * What brings configurations to one node.
 *
 * @param executor may be kept for as long as it takes to read a configuration
 */
record DistributionServices(
    NodeName node,
    ActiveConfiguration active,
    ConfigurationVersions versions,
    ConfigurationReading reading,
    Executor executor) {}
