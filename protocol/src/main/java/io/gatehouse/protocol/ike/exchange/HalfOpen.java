package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.crypto.SignatureAuthentication;
import java.time.Instant;
import java.util.Set;

/**
 * An IKE SA whose client is not authenticated yet. It is never stored.
 *
 * @param sessionId the text that names the session in logs and in RADIUS, unique over time
 * @param peerHashes what the client can verify with AUTH method 14; empty: it does not know that
 *     method
 * @param lastRequestId of the requests to AAA and pools
 */
public record HalfOpen(
    String sessionId,
    IkeSa ikeSa,
    InitialMessages initial,
    Peer peer,
    Set<SignatureAuthentication.Hash> peerHashes,
    Path path,
    RequestWindow window,
    Fragments fragments,
    Stage stage,
    long lastRequestId,
    Instant expiresAt)
    implements SessionState {

  HalfOpen at(Stage newStage) {
    return new HalfOpen(
        sessionId,
        ikeSa,
        initial,
        peer,
        peerHashes,
        path,
        window,
        fragments,
        newStage,
        lastRequestId,
        expiresAt);
  }

  HalfOpen with(RequestWindow newWindow) {
    return new HalfOpen(
        sessionId,
        ikeSa,
        initial,
        peer,
        peerHashes,
        path,
        newWindow,
        fragments,
        stage,
        lastRequestId,
        expiresAt);
  }

  HalfOpen with(Fragments newFragments) {
    return new HalfOpen(
        sessionId,
        ikeSa,
        initial,
        peer,
        peerHashes,
        path,
        window,
        newFragments,
        stage,
        lastRequestId,
        expiresAt);
  }

  HalfOpen along(Path newPath) {
    return new HalfOpen(
        sessionId,
        ikeSa,
        initial,
        peer,
        peerHashes,
        newPath,
        window,
        fragments,
        stage,
        lastRequestId,
        expiresAt);
  }

  HalfOpen until(Instant newExpiry) {
    return new HalfOpen(
        sessionId,
        ikeSa,
        initial,
        peer,
        peerHashes,
        path,
        window,
        fragments,
        stage,
        lastRequestId,
        newExpiry);
  }

  HalfOpen nextRequest() {
    return new HalfOpen(
        sessionId,
        ikeSa,
        initial,
        peer,
        peerHashes,
        path,
        window,
        fragments,
        stage,
        lastRequestId + 1,
        expiresAt);
  }
}
