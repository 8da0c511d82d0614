package io.gatehouse.endtoend.chaos;

import java.time.Duration;

/** What is done to a cluster. Nodes have numbers from 1 on. */
sealed interface Mischief {

  /** The process is killed, and started again later. */
  record Kill(int node, Duration away) implements Mischief {}

  /** The process is asked to leave, and started again at once. */
  record Restart(int node) implements Mischief {}

  /** The process is stopped for a while. */
  record Freeze(int node, Duration time) implements Mischief {}

  /** Neither the other nodes nor the database hear of it for a while; clients do. */
  record Isolate(int node, Duration time) implements Mischief {}

  /** Nobody hears of it for a while. */
  record CutOff(int node, Duration time) implements Mischief {}

  /** The balancer sends the flow of a user to another node. */
  record MoveFlow(int user, int node) implements Mischief {}

  /** A user's client asks for new keys. */
  record Rekey(int user) implements Mischief {}

  /** The database is away for a while. */
  record StopDatabase(Duration time) implements Mischief {}
}
