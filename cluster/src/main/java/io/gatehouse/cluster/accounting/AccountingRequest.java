package io.gatehouse.cluster.accounting;

import io.gatehouse.cluster.aaa.RadiusAttribute;
import java.time.Instant;
import java.util.List;

/**
 * An Accounting-Request without what the RADIUS client adds: identifier, authenticator and
 * Acct-Delay-Time.
 *
 * @param occurredAt when what it tells of happened
 */
public record AccountingRequest(Instant occurredAt, List<RadiusAttribute> attributes) {
  public AccountingRequest {
    attributes = List.copyOf(attributes);
  }
}
