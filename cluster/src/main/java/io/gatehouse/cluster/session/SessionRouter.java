package io.gatehouse.cluster.session;

/** Brings a command to a session, wherever in the cluster it lives. */
@FunctionalInterface
public interface SessionRouter {
  void tell(SessionNumber session, SessionCommand command);
}
