package io.gatehouse.node.radius;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gatehouse.cluster.aaa.AccessRequest;
import io.gatehouse.cluster.aaa.AccessRequest.Credential;
import io.gatehouse.cluster.aaa.AttributeType;
import io.gatehouse.cluster.aaa.RadiusAttributes;
import io.gatehouse.cluster.config.PasswordProtocol;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** A password proved by MS-CHAPv2, in the attributes of RFC 2548 section 2.3. */
record PasswordProof(MsChapV2 computation, Secret password) {

  private static final int IDENTIFIER = 1;
  private static final int RESPONSE_LENGTH = 50;
  private static final int RESERVED = 8;

  /**
   * Empty when {@code request} needs none: it holds no user's password, or the server wants PAP.
   */
  static Optional<PasswordProof> of(
      AccessRequest request, PasswordProtocol protocol, SecureRandom random) {
    return switch (protocol) {
      case PAP -> Optional.empty();
      case MS_CHAP_V2 ->
          switch (request.credential()) {
            case Credential.Password(var password) ->
                Optional.of(of(userName(request), password, random));
            case Credential.AuthorizationPassword _, Credential.Eap _ -> Optional.empty();
          };
    };
  }

  private static String userName(AccessRequest request) {
    return new RadiusAttributes(request.attributes()).text(AttributeType.USER_NAME).orElseThrow();
  }

  private static PasswordProof of(String userName, Secret password, SecureRandom random) {
    return new PasswordProof(
        new MsChapV2(challenge(random), challenge(random), userName), password);
  }

  private static Octets challenge(SecureRandom random) {
    byte[] challenge = new byte[MsChapV2.CHALLENGE_LENGTH];
    random.nextBytes(challenge);
    return Octets.owned(challenge);
  }

  /** MS-CHAP-Challenge and MS-CHAP2-Response as they go into a packet. */
  List<byte[]> attributes() {
    return List.of(
        RadiusDictionary.encode(
            RadiusDictionary.MS_CHAP_CHALLENGE, computation.authenticatorChallenge().toArray()),
        RadiusDictionary.encode(RadiusDictionary.MS_CHAP2_RESPONSE, response()));
  }

  /** Ident, flags, peer challenge, eight zeros, response. */
  private byte[] response() {
    return ByteBuffer.allocate(RESPONSE_LENGTH)
        .put((byte) IDENTIFIER)
        .put((byte) 0)
        .put(computation.peerChallenge().toArray())
        .put(new byte[RESERVED])
        .put(computation.ntResponse(password).toArray())
        .array();
  }

  /**
   * Whether the server that accepted knows the password too. One that was told to accept whatever
   * comes says nothing of it, and is trusted for its Message-Authenticator.
   */
  boolean isAnsweredBy(RadiusAttributes accept) {
    String expected = (char) IDENTIFIER + computation.authenticatorResponse(password);
    return accept
        .first(AttributeType.MS_CHAP2_SUCCESS)
        .map(success -> success.equals(Octets.copyOf(expected.getBytes(US_ASCII))))
        .orElse(true);
  }
}
