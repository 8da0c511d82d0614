package io.gatehouse.cluster.ingress;

import io.gatehouse.cluster.dataplane.DatagramSender;
import io.gatehouse.cluster.session.SessionGauge;
import io.gatehouse.cluster.session.SessionNumbers;
import io.gatehouse.cluster.session.SessionRouter;
import io.gatehouse.cluster.session.SpiLayout;
import java.time.Clock;

/** What the ingress of a node works with. */
public record IngressServices(
    SpiLayout spis,
    SessionNumbers numbers,
    SessionGauge gauge,
    SessionRouter router,
    DatagramSender sender,
    IngressCounters counters,
    CookieSecrets cookies,
    Clock clock) {}
