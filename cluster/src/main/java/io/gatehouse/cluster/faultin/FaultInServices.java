package io.gatehouse.cluster.faultin;

import io.gatehouse.cluster.dataplane.DataPlanes;
import io.gatehouse.cluster.membership.Nodes;
import io.gatehouse.cluster.session.SessionRouter;
import io.gatehouse.cluster.session.SpiLayout;
import io.gatehouse.protocol.ike.policy.ResponderPolicy;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Supplier;

/** What faults are served with. */
public record FaultInServices(
    SessionRouter router,
    StoredSessions store,
    DataPlanes planes,
    Nodes nodes,
    Supplier<ResponderPolicy> policy,
    SpiLayout spis,
    SecureRandom random,
    Clock clock) {}
