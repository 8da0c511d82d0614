package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.policy.Authorization;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * Asks AAA what an authenticated client is given.
 *
 * @param id of this request within the session; the verdict repeats it
 * @param method how the client was authenticated: the profile has authorization rules for each kind
 * @param certificate that the client has proved to have
 * @param identification IDi as sent, since a name is only taken out of the kinds that hold one
 * @param ikeIdentity IDi in readable form, for {@code isakmp-phase1-id}
 * @param authenticated the authenticated name, and the attributes that came with authentication
 * @param group that an AnyConnect user has picked
 */
public record AuthorizationRequest(
    long id,
    String profile,
    String sessionId,
    Method method,
    Optional<X509Certificate> certificate,
    Identification identification,
    String ikeIdentity,
    Path path,
    Authorization authenticated,
    Optional<String> group) {

  /** Of a client that has picked no group. */
  public AuthorizationRequest(
      long id,
      String profile,
      String sessionId,
      Method method,
      Optional<X509Certificate> certificate,
      Identification identification,
      String ikeIdentity,
      Path path,
      Authorization authenticated) {
    this(
        id,
        profile,
        sessionId,
        method,
        certificate,
        identification,
        ikeIdentity,
        path,
        authenticated,
        Optional.empty());
  }

  /** The kinds that IOS tells apart in {@code aaa authorization}. */
  public enum Method {
    PSK,
    CERT,
    EAP,
    ANYCONNECT_EAP
  }
}
