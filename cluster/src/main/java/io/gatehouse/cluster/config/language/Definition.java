package io.gatehouse.cluster.config.language;

/** An entry of the grammar. */
public sealed interface Definition permits Command, Accepted {

  Mode mode();

  Syntax syntax();

  Standing standing();
}
