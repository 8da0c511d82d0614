package io.gatehouse.cluster.aaa;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.List;

/**
 * An Access-Request without what the RADIUS client adds: identifier, authenticators and
 * NAS-IP-Address.
 */
public record AccessRequest(Credential credential, List<RadiusAttribute> attributes) {

  public AccessRequest {
    attributes = List.copyOf(attributes);
  }

  /** What is to be checked. */
  public sealed interface Credential {

    /**
     * A user's, proved in the way that the server wants. At most {@value #MAXIMUM_LENGTH} octets
     * (RFC 2865 section 5.2).
     */
    record Password(Secret password) implements Credential {
      public static final int MAXIMUM_LENGTH = 128;

      public Password {
        if (!fits(password)) {
          throw new IllegalArgumentException(
              "User-Password takes at most " + MAXIMUM_LENGTH + " octets");
        }
      }

      public static boolean fits(Secret password) {
        return password.length() <= MAXIMUM_LENGTH;
      }
    }

    /** What the entries of groups and users are kept under for authorization: nobody's secret. */
    record AuthorizationPassword(Secret password) implements Credential {
      public AuthorizationPassword {
        if (!Password.fits(password)) {
          throw new IllegalArgumentException(
              "User-Password takes at most " + Password.MAXIMUM_LENGTH + " octets");
        }
      }
    }

    /** A whole EAP packet, which the RADIUS client splits into EAP-Message attributes. */
    record Eap(Octets packet) implements Credential {}
  }
}
