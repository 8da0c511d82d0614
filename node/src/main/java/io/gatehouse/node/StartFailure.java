package io.gatehouse.node;

/** Why a node does not start: one line for the operator. */
public final class StartFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartFailure(String reason) {
    super(reason);
  }
}
