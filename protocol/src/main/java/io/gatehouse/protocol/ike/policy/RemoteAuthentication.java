package io.gatehouse.protocol.ike.policy;

import io.gatehouse.protocol.eap.anyconnect.LoginGroup;
import java.util.List;
import java.util.Optional;

/** {@code authentication remote}: one way in which a client may prove who it is. */
public sealed interface RemoteAuthentication {
  /** With the keyring's remote key for the peer. */
  record PreShared() implements RemoteAuthentication {}

  record Certificate(List<Trust> trust) implements RemoteAuthentication {
    public Certificate {
      trust = List.copyOf(trust);
    }
  }

  /**
   * EAP relayed to RADIUS.
   *
   * @param queryIdentity ask the client for its EAP identity; otherwise IDi is the identity
   */
  record Eap(boolean queryIdentity) implements RemoteAuthentication {}

  /**
   * AnyConnect-EAP: user name and password inside XML, checked by AAA.
   *
   * @param device empty: the client's certificate is not asked for
   * @param attempts how often a password may be tried in one dialogue
   * @param groups that a user may pick from, the default first
   * @param debug whether the documents of its dialogues are logged, with secrets masked
   */
  record AnyConnectEap(
      Optional<DeviceCertificate> device, int attempts, List<LoginGroup> groups, boolean debug)
      implements RemoteAuthentication {

    /** As on IOS. */
    public static final int DEFAULT_ATTEMPTS = 3;

    public AnyConnectEap {
      groups = List.copyOf(groups);
    }

    /** With the default of attempts, and without groups. */
    public AnyConnectEap(Optional<DeviceCertificate> device) {
      this(device, DEFAULT_ATTEMPTS, List.of(), false);
    }
  }
}
