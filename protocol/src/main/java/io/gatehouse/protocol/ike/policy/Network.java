package io.gatehouse.protocol.ike.policy;

import java.net.InetAddress;

/** An address prefix. */
public record Network(InetAddress address, int prefixLength) {}
