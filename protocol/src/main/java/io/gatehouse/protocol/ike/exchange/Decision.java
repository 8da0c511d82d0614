package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.policy.AddressFamily;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.octets.Octets;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** What a step wants done, in order, after its state has been stored. */
public sealed interface Decision {

  /**
   * An IKE message in one datagram or in fragments, or several, in order; from the machine of
   * {@code path}.
   */
  record Transmit(Path path, List<Octets> datagrams) implements Decision {
    public Transmit {
      datagrams = List.copyOf(datagrams);
    }
  }

  /** To be answered by {@link Input.Authenticated}. */
  record Authenticate(AuthenticationRequest request) implements Decision {}

  /** To be answered by {@link Input.Authorized}. */
  record Authorize(AuthorizationRequest request) implements Decision {}

  /**
   * Wants an address of each of {@code families}: the fixed one of {@code authorization}, or one
   * from its pool. One is enough: a family that has none left is left out of the answer.
   */
  record LeaseAddress(long requestId, Authorization authorization, Set<AddressFamily> families)
      implements Decision {
    public LeaseAddress {
      families = Set.copyOf(families);
    }
  }

  record ReleaseAddress(Lease lease) implements Decision {}

  /**
   * On the machine of {@code path}. To be done before a {@link Transmit} that follows: the client
   * may send at once.
   */
  record Install(ChildSa childSa, Path path, List<InetAddress> insideAddresses)
      implements Decision {}

  /**
   * @param headend the machine that it was installed on
   * @param successor {@link ChildSa#recoveries} of the installation on another machine that it
   *     makes way for; empty when the CHILD SA has ended
   */
  record Remove(int inboundSpi, String headend, OptionalInt successor) implements Decision {

    /** For a CHILD SA that {@code session} has on another machine now, or not any more. */
    public static Remove makingWay(int inboundSpi, String headend, Established session) {
      return new Remove(
          inboundSpi,
          headend,
          session.childSa(inboundSpi).stream().mapToInt(ChildSa::recoveries).findFirst());
    }
  }

  /** The client's traffic now goes to another address, from the same machine. */
  record Move(int inboundSpi, Path path) implements Decision {}

  /** Other sessions of the same client are remains of an earlier life (INITIAL_CONTACT). */
  record EndOlderSessions(Participants participants, Path path) implements Decision {}

  record Report(SessionEvent event) implements Decision {}
}
