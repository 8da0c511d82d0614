package io.gatehouse.cluster.config.trustpoint;

import io.gatehouse.protocol.ike.policy.Credential;
import io.gatehouse.protocol.ike.policy.Trust;
import java.util.Optional;

/**
 * {@code crypto pki trustpoint} with its files loaded.
 *
 * @param credential empty when it only verifies
 * @param trust without anchors when it only signs
 * @param pss whether RSA signatures prefer RSASSA-PSS (RFC 7427 section 4)
 */
public record Trustpoint(String name, Optional<Credential> credential, Trust trust, boolean pss) {}
