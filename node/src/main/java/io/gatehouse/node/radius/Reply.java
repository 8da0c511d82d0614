package io.gatehouse.node.radius;

import io.gatehouse.cluster.aaa.RadiusAttributes;
import io.gatehouse.protocol.octets.Secret;
import java.util.Optional;

/** What a datagram from a server's address turned out to be. */
sealed interface Reply {

  /** From the server, and an answer to the request. */
  record Genuine(Code code, RadiusAttributes attributes, Optional<Secret> masterSessionKey)
      implements Reply {}

  /** To be dropped as if it had not come: the true answer may still follow. */
  record Discarded(Reason reason) implements Reply {}

  enum Code {
    ACCEPT,
    REJECT,
    CHALLENGE,
    RECORDED
  }

  enum Reason {
    /** No request with this identifier is open on the socket: a late or a repeated answer. */
    UNSOLICITED("answers no open request"),
    WRONG_SOURCE("comes from another address than the server's"),
    MALFORMED("is malformed"),
    UNEXPECTED_CODE("is of a kind that is no answer"),
    WRONG_RESPONSE_AUTHENTICATOR("has a wrong Response Authenticator: is the key the same there?"),
    NO_MESSAGE_AUTHENTICATOR("has no Message-Authenticator, which the server must be told to send"),
    WRONG_MESSAGE_AUTHENTICATOR("has a wrong Message-Authenticator");

    private final String description;

    Reason(String description) {
      this.description = description;
    }

    String description() {
      return description;
    }
  }
}
