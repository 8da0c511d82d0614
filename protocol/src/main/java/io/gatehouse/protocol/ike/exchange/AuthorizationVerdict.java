package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.policy.Authorization;

/** What AAA answers to an {@link AuthorizationRequest}. */
public sealed interface AuthorizationVerdict {
  record Granted(Authorization authorization) implements AuthorizationVerdict {}

  /** {@code reason} is for the operator's log, not for the client. */
  record Refused(String reason) implements AuthorizationVerdict {}
}
