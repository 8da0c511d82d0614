package io.gatehouse.cluster.config;

import io.gatehouse.protocol.ike.policy.Network;

/** {@code ipv6 local pool}: addresses of a prefix that does not overlap that of another pool. */
public record Ipv6AddressPool(String name, Network prefix) {}
