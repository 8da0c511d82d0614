package io.gatehouse.node.console;

/**
 * What one who is connected wants to do: only look, or change things too. It guards against
 * mistakes and not against people: who reaches the console may do everything.
 */
enum Privilege {
  USER,
  PRIVILEGED;

  boolean allows(ExecCommand command) {
    return command.privilege().compareTo(this) <= 0;
  }
}
