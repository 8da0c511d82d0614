package io.gatehouse.protocol.ike.exchange;

import java.net.InetAddress;

/** The client's address inside the tunnel, and the pool that keeps it unique. */
public record Lease(String pool, InetAddress address) {}
