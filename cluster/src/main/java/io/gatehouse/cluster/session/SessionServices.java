package io.gatehouse.cluster.session;

import io.gatehouse.cluster.aaa.Aaa;
import io.gatehouse.cluster.dataplane.DataPlanes;
import io.gatehouse.cluster.dataplane.DatagramSender;
import io.gatehouse.cluster.pool.AddressPools;
import io.gatehouse.cluster.store.AddressConflicts;
import io.gatehouse.cluster.store.SessionStore;
import io.gatehouse.protocol.ike.crypto.EphemeralKeySource;
import io.gatehouse.protocol.ike.exchange.SessionState;
import io.gatehouse.protocol.ike.policy.ResponderPolicy;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What the sessions of one node work with.
 *
 * @param store to be asked whether it is there; what is written goes through its Pekko plugin
 * @param cryptography runs steps that compute for milliseconds; its bounded queue is the admission
 *     control
 */
public record SessionServices(
    Supplier<ResponderPolicy> policy,
    SpiLayout spis,
    DatagramSender sender,
    DataPlanes dataPlanes,
    ActorRef<Aaa.Command> aaa,
    ActorRef<AddressPools.Command> pools,
    AddressConflicts conflicts,
    ActorRef<SessionRegistry.Command> registry,
    NumberTaken taken,
    SessionNumbers numbers,
    SessionGauge gauge,
    Awakening awakening,
    SessionStore<SessionState> store,
    Executor cryptography,
    EphemeralKeySource keys,
    SecureRandom random,
    Clock clock) {}
