package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.Identification;

/**
 * Who the two ends of a session are.
 *
 * @param userName the name that AAA confirmed, or the client's IKE identity in readable form
 * @param localMethod how the headend proved itself, as IOS prints it
 */
public record Participants(
    String profile,
    Identification client,
    Identification headend,
    String userName,
    AuthorizationRequest.Method method,
    String localMethod) {}
