package io.gatehouse.node.console;

import io.gatehouse.cluster.aaa.TrialLogin;
import io.gatehouse.cluster.config.ServerGroup;
import io.gatehouse.cluster.config.language.Arguments;
import io.gatehouse.node.console.show.TrialTable;
import io.gatehouse.protocol.octets.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code test aaa group}: asks RADIUS servers as a login would. */
record AaaTest(Headend headend) {

  private static final Duration SLACK = Duration.ofSeconds(5);

  Answer answer(Arguments arguments) {
    Map<String, ServerGroup> groups = headend.archive().active().serverGroups();
    String name = arguments.required("group");
    String user = arguments.required("user");
    Secret password = Secret.utf8(arguments.required("password"));
    if (!TrialLogin.carries(user, password)) {
      return Answer.failure("% RADIUS cannot carry such a name or password.\n");
    }
    return Optional.ofNullable(groups.get(name))
        .map(group -> asked(group, user, password))
        .orElseGet(() -> Answer.failure("%% There is no server group %s.\n".formatted(name)));
  }

  private Answer asked(ServerGroup group, String user, Secret password) {
    List<TrialLogin.Answer> answers =
        headend
            .tryLogin(group, user, password)
            .toCompletableFuture()
            .orTimeout(TrialLogin.patience(group).plus(SLACK).toSeconds(), TimeUnit.SECONDS)
            .join();
    return Answer.of(TrialTable.show(group.name(), user, answers));
  }
}
