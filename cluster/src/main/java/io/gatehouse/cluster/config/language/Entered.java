package io.gatehouse.cluster.config.language;

/**
 * What became of a line that was typed.
 *
 * @param <C> as of {@link CommandTree}
 */
public sealed interface Entered<C> {

  record Understood<C>(C command, Arguments arguments) implements Entered<C> {}

  /**
   * @param column from 1, of the word that may be several keywords
   */
  record Ambiguous<C>(int column) implements Entered<C> {}

  /** A command begins so, and does not end here. */
  record Incomplete<C>() implements Entered<C> {}

  /**
   * @param column from 1, of the word that fits nowhere
   */
  record Invalid<C>(int column) implements Entered<C> {}
}
