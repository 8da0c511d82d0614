package io.gatehouse.protocol.ike.policy;

import java.time.Duration;

/**
 * {@code dpd}: ask after {@code interval} of silence, give up after {@code retries} unanswered
 * questions, {@code retryInterval} apart.
 */
public record DeadPeerDetection(Duration interval, Duration retryInterval, int retries) {}
