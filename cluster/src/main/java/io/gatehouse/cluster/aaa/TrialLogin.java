package io.gatehouse.cluster.aaa;

import io.gatehouse.cluster.aaa.AccessRequest.Credential;
import io.gatehouse.cluster.config.RadiusServer;
import io.gatehouse.cluster.config.ServerGroup;
import io.gatehouse.protocol.octets.Secret;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An operator's question whether a user could log in: each server of a group is asked, whatever the
 * others say.
 *
 * @param nasIdentifier the name under which RADIUS knows the headend
 */
public record TrialLogin(String nasIdentifier, RadiusClient radius) {

  /** What one server said. */
  public record Answer(RadiusServer server, AccessReply reply) {}

  /** Never fails; takes no longer than {@link #patience}. */
  public CompletionStage<List<Answer>> ask(ServerGroup group, String userName, Secret password) {
    List<CompletableFuture<Answer>> answers =
        group.servers().stream()
            .map(server -> ask(server, userName, password).toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(_ -> answers.stream().map(CompletableFuture::join).toList());
  }

  private CompletionStage<Answer> ask(RadiusServer server, String userName, Secret password) {
    AccessRequest request =
        new AccessRequest(
            new Credential.Password(password), AccessRequests.trial(nasIdentifier, userName));
    return radius.send(request, List.of(server)).thenApply(reply -> new Answer(server, reply));
  }

  /** When the last server of the group is given up. */
  public static Duration patience(ServerGroup group) {
    return group.servers().stream()
        .map(server -> server.timeout().multipliedBy(server.retransmit() + 1L))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /** Whether RADIUS can carry them. */
  public static boolean carries(String userName, Secret password) {
    return AccessRequests.carries(userName) && Credential.Password.fits(password);
  }
}
