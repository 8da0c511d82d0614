package io.gatehouse.cluster.ingress;

/**
 * The ingress's bounds.
 *
 * @param cookieThreshold half-open sessions above which a client must return a cookie first; 0:
 *     always
 * @param maximumHalfOpen half-open sessions above which no new one is begun
 * @param maximumSas IKE SAs, half-open ones among them, above which no new one is begun
 * @param maximumBeginning sessions that may owe their first answer; an IKE_SA_INIT more waits for
 *     up to a second
 * @param maximumQueued datagrams that may wait for the ingress; more are dropped
 */
public record IngressSettings(
    int cookieThreshold,
    int maximumHalfOpen,
    int maximumSas,
    int maximumBeginning,
    int maximumQueued) {}
