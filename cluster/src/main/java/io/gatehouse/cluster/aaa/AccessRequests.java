package io.gatehouse.cluster.aaa;

import static io.gatehouse.cluster.aaa.AttributeType.ACCT_SESSION_ID;
import static io.gatehouse.cluster.aaa.AttributeType.CALLING_STATION_ID;
import static io.gatehouse.cluster.aaa.AttributeType.NAS_IDENTIFIER;
import static io.gatehouse.cluster.aaa.AttributeType.NAS_PORT_TYPE;
import static io.gatehouse.cluster.aaa.AttributeType.SERVICE_TYPE;
import static io.gatehouse.cluster.aaa.AttributeType.STATE;
import static io.gatehouse.cluster.aaa.AttributeType.USER_NAME;

import io.gatehouse.cluster.aaa.AccessRequest.Credential;
import io.gatehouse.protocol.ike.exchange.AuthenticationRequest;
import io.gatehouse.protocol.ike.exchange.AuthorizationRequest;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts questions into RADIUS's words. There is no NAS-Port: a session has no port, and its number
 * is in Acct-Session-Id.
 *
 * @param nasIdentifier the name under which RADIUS knows the headend
 */
record AccessRequests(String nasIdentifier) {

  /** RFC 2865 section 5.6. */
  private static final int LOGIN = 1;

  private static final int OUTBOUND = 5;

  /** RFC 2865 section 5.41. */
  private static final int VIRTUAL = 5;

  /**
   * User-Name is sent as it is or not at all: a cut or repaired name may be somebody else's.
   * Neither control characters nor what stands for octets that were not UTF-8 are part of a name.
   */
  static boolean carries(String userName) {
    int length = userName.getBytes(StandardCharsets.UTF_8).length;
    return length > 0
        && length <= RadiusAttribute.MAXIMUM_LENGTH
        && userName.codePoints().noneMatch(c -> Character.isISOControl(c) || c == 0xfffd);
  }

  /** Answers a challenge when the request belongs to a conversation. */
  AccessRequest authentication(
      String userName, Credential credential, AuthenticationRequest request) {
    List<RadiusAttribute> attributes =
        attributes(userName, LOGIN, request.sessionId(), request.ikeIdentity(), request.path());
    addGroup(attributes, request.group());
    request
        .conversation()
        .filter(conversation -> !conversation.state().isEmpty())
        .ifPresent(
            conversation -> attributes.add(new RadiusAttribute(STATE, conversation.state())));
    return new AccessRequest(credential, attributes);
  }

  /** Asks what {@code name}, a user or a group, is given. */
  AccessRequest authorization(String name, Secret password, AuthorizationRequest request) {
    List<RadiusAttribute> attributes =
        attributes(name, OUTBOUND, request.sessionId(), request.ikeIdentity(), request.path());
    addGroup(attributes, request.group());
    return new AccessRequest(new Credential.AuthorizationPassword(password), attributes);
  }

  /** Of an operator's question, which no session asks. */
  static List<RadiusAttribute> trial(String nasIdentifier, String userName) {
    return List.of(
        new RadiusAttribute(USER_NAME, Octets.utf8(userName)),
        RadiusAttribute.integer(SERVICE_TYPE, LOGIN),
        RadiusAttribute.text(NAS_IDENTIFIER, nasIdentifier),
        RadiusAttribute.integer(NAS_PORT_TYPE, VIRTUAL));
  }

  private static void addGroup(List<RadiusAttribute> attributes, Optional<String> group) {
    group.map(name -> RadiusAttribute.avPair("isakmp-group-id", name)).ifPresent(attributes::add);
  }

  private List<RadiusAttribute> attributes(
      String userName, int serviceType, String sessionId, String ikeIdentity, Path path) {
    List<RadiusAttribute> attributes = new ArrayList<>();
    attributes.add(new RadiusAttribute(USER_NAME, Octets.utf8(userName)));
    attributes.add(RadiusAttribute.integer(SERVICE_TYPE, serviceType));
    attributes.add(RadiusAttribute.text(NAS_IDENTIFIER, nasIdentifier));
    attributes.add(RadiusAttribute.integer(NAS_PORT_TYPE, VIRTUAL));
    attributes.add(
        RadiusAttribute.text(CALLING_STATION_ID, path.remote().getAddress().getHostAddress()));
    attributes.add(RadiusAttribute.text(ACCT_SESSION_ID, sessionId));
    attributes.add(RadiusAttribute.avPair("audit-session-id", sessionId));
    attributes.add(RadiusAttribute.avPair("isakmp-phase1-id", ikeIdentity));
    return attributes;
  }
}
