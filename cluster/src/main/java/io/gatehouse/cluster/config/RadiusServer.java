package io.gatehouse.cluster.config;

import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.time.Duration;

/**
 * {@code radius server}.
 *
 * @param timeout how long to wait before a request is sent again
 * @param retransmit how often a request is sent again before the server counts as dead, so that it
 *     is sent {@code retransmit + 1} times
 */
public record RadiusServer(
    String name,
    InetAddress address,
    int authenticationPort,
    int accountingPort,
    Secret key,
    Duration timeout,
    int retransmit) {}
