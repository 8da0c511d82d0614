package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.policy.Profile;
import io.gatehouse.protocol.octets.Octets;
import java.util.List;
import java.util.Optional;

/**
 * What the client asked for in its first IKE_AUTH request, kept until it is authenticated.
 *
 * @param certificates DER, in the order received
 * @param authentication absent: the client wants EAP
 */
record Admission(
    Profile profile,
    Identification client,
    Identification headend,
    List<Octets> certificates,
    Optional<Payload.Authentication> authentication,
    Optional<Payload.Configuration> configurationRequest,
    Payload.SecurityAssociation proposals,
    Payload.TrafficSelectorsInitiator selectorsInitiator,
    Payload.TrafficSelectorsResponder selectorsResponder,
    boolean initialContact) {}
