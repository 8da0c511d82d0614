package io.gatehouse.protocol.ike.exchange;

import java.net.InetAddress;
import java.util.Optional;

/** The client's address inside the tunnel; without a pool when RADIUS named the address itself. */
public record Lease(Optional<String> pool, InetAddress address) {}
