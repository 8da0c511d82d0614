package io.gatehouse.node.radius;

import io.gatehouse.cluster.config.RadiusServer;
import io.gatehouse.node.radius.Reply.Code;
import java.util.Set;

/** What a server is asked for, on a port of its own. */
enum Service {
  /** RFC 2865. */
  AUTHENTICATION("authentication", Set.of(Code.ACCEPT, Code.REJECT, Code.CHALLENGE)),

  /** RFC 2866. */
  ACCOUNTING("accounting", Set.of(Code.RECORDED));

  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of
  private final Set<Code> codes;

  Service(String description, Set<Code> codes) {
    this.description = description;
    this.codes = codes;
  }

  String description() {
    return description;
  }

  boolean isAnsweredBy(Code code) {
    return codes.contains(code);
  }

  int port(RadiusServer server) {
    return switch (this) {
      case AUTHENTICATION -> server.authenticationPort();
      case ACCOUNTING -> server.accountingPort();
    };
  }
}
