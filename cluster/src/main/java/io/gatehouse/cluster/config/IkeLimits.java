package io.gatehouse.cluster.config;

import java.util.OptionalInt;

/**
 * How much of the network's attention a node gives.
 *
 * @param cookieChallenge half-open IKE SAs above which an IKE_SA_INIT must carry a cookie (RFC 7296
 *     section 2.6), 0 for always; empty: not configured
 * @param inNegotiation half-open IKE SAs above which an IKE_SA_INIT is dropped
 * @param ikeSas IKE SAs above which an IKE_SA_INIT is dropped
 */
public record IkeLimits(
    OptionalInt cookieChallenge, OptionalInt inNegotiation, OptionalInt ikeSas) {}
