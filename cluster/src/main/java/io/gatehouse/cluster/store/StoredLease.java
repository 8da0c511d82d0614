package io.gatehouse.cluster.store;

import io.gatehouse.cluster.session.SessionNumber;
import java.net.InetAddress;

/** An inside address that an established session has, as the store knows it. */
public record StoredLease(SessionNumber session, String user, InetAddress address) {}
