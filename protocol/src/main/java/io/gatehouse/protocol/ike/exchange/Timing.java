package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.policy.DeadPeerDetection;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The profile's times, kept with the session so that a later configuration does not change it.
 *
 * @param childOctets the lifetime of a CHILD SA by what each direction carries; empty: unlimited
 */
public record Timing(
    Duration ikeLifetime,
    Duration childLifetime,
    OptionalLong childOctets,
    Optional<Duration> idleTimeout,
    Optional<DeadPeerDetection> deadPeerDetection) {}
