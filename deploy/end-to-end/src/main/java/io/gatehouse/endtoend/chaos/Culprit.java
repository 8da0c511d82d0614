package io.gatehouse.endtoend.chaos;

import io.gatehouse.endtoend.cluster.ClusterScene;
import io.gatehouse.endtoend.cluster.Flow;
import io.gatehouse.endtoend.cluster.Population;
import io.gatehouse.endtoend.headend.ClusterNode;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Does mischief, and leaves everything in order afterwards. */
record Culprit(ClusterScene scene, Population users) {
  private static final Duration REKEY_LIMIT = Duration.ofSeconds(20);

  void commit(Mischief mischief) {
    switch (mischief) {
      case Mischief.Kill(int number, Duration away) -> {
        scene.node(number).kill9();
        pause(away);
        scene.node(number).startAgain();
      }
      case Mischief.Restart(int number) -> {
        scene.node(number).terminate();
        scene.node(number).startAgain();
      }
      case Mischief.Freeze(int number, Duration time) -> {
        scene.node(number).freeze();
        pause(time);
        scene.node(number).thaw();
      }
      case Mischief.Isolate(int number, Duration time) -> {
        scene.isolate(number);
        reconnect(scene.node(number), time);
      }
      case Mischief.CutOff(int number, Duration time) -> {
        scene.cutOff(number);
        reconnect(scene.node(number), time);
      }
      case Mischief.StopDatabase(Duration time) -> {
        scene.database().shutDown();
        pause(time);
        scene.database().startAgain();
      }
      case Mischief.MoveFlow(int user, int number) ->
          scene.balancer().move(Flow.lasting(users.clients().get(user - 1).local()), number);
      case Mischief.Rekey(int user) -> {
        boolean _ = users.clients().get(user - 1).rekey(REKEY_LIMIT);
      }
    }
  }

  private static void reconnect(ClusterNode node, Duration time) {
    pause(time);
    node.reconnect();
  }

  static void pause(Duration time) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(time.toMillis()));
  }
}
