package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.crypto.SignatureAuthentication;
import java.time.Instant;
import java.util.Set;

/**
 * An IKE SA whose client is not authenticated yet. It is never stored.
 *
 * @param lastRequestId of the requests to AAA and pools
 */
public record HalfOpen(
    Origin origin,
    Path path,
    RequestWindow window,
    Fragments fragments,
    Stage stage,
    long lastRequestId,
    Instant expiresAt)
    implements SessionState {

  /**
   * What IKE_SA_INIT has settled.
   *
   * @param sessionId the text that names the session in logs and in RADIUS, unique over time
   * @param peerHashes what the client can verify with AUTH method 14; empty: it does not know that
   *     method
   */
  public record Origin(
      String sessionId,
      IkeSa ikeSa,
      InitialMessages initial,
      Peer peer,
      Set<SignatureAuthentication.Hash> peerHashes) {
    public Origin {
      peerHashes = Set.copyOf(peerHashes);
    }
  }

  public String sessionId() {
    return origin.sessionId();
  }

  public IkeSa ikeSa() {
    return origin.ikeSa();
  }

  InitialMessages initial() {
    return origin.initial();
  }

  Peer peer() {
    return origin.peer();
  }

  Set<SignatureAuthentication.Hash> peerHashes() {
    return origin.peerHashes();
  }

  HalfOpen with(Peer newPeer) {
    Origin newOrigin =
        new Origin(
            origin.sessionId(), origin.ikeSa(), origin.initial(), newPeer, origin.peerHashes());
    return new HalfOpen(newOrigin, path, window, fragments, stage, lastRequestId, expiresAt);
  }

  HalfOpen at(Stage newStage) {
    return new HalfOpen(origin, path, window, fragments, newStage, lastRequestId, expiresAt);
  }

  HalfOpen with(RequestWindow newWindow) {
    return new HalfOpen(origin, path, newWindow, fragments, stage, lastRequestId, expiresAt);
  }

  HalfOpen with(Fragments newFragments) {
    return new HalfOpen(origin, path, window, newFragments, stage, lastRequestId, expiresAt);
  }

  HalfOpen along(Path newPath) {
    return new HalfOpen(origin, newPath, window, fragments, stage, lastRequestId, expiresAt);
  }

  HalfOpen until(Instant newExpiry) {
    return new HalfOpen(origin, path, window, fragments, stage, lastRequestId, newExpiry);
  }

  HalfOpen nextRequest() {
    return new HalfOpen(origin, path, window, fragments, stage, lastRequestId + 1, expiresAt);
  }
}
