package io.gatehouse.cluster.session;

/**
 * A session has heard {@link SessionCommand.Arrived}, and does what is to be done, if anything: its
 * node lives.
 */
public record ArrivalHeard(SessionNumber session) {}
