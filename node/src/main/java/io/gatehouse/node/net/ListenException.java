package io.gatehouse.node.net;

/** The reason is one line for the operator. */
public final class ListenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ListenException(String reason) {
    super(reason);
  }
}
