package io.gatehouse.protocol.ike.exchange;

import java.net.InetAddress;

/** An address of the client inside the tunnel, and the pool that keeps it unique. */
public record Lease(String pool, InetAddress address) {}
