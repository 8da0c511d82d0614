package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.policy.DeadPeerDetection;
import java.time.Duration;
import java.util.Optional;

/** The profile's times, kept with the session so that a later configuration does not change it. */
public record Timing(
    Duration ikeLifetime,
    Duration childLifetime,
    Optional<Duration> idleTimeout,
    Optional<DeadPeerDetection> deadPeerDetection) {}
