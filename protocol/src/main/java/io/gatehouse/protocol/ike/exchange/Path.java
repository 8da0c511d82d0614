package io.gatehouse.protocol.ike.exchange;

import java.net.InetSocketAddress;

/** The two ends of a datagram, seen from the headend. Both addresses are resolved. */
public record Path(InetSocketAddress local, InetSocketAddress remote) {}
