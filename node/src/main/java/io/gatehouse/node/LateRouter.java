package io.gatehouse.node;

import io.gatehouse.cluster.session.SessionCommand;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.session.SessionRouter;

/** The way to the sessions, for parts that are started before there are any. */
final class LateRouter implements SessionRouter {

  private volatile SessionRouter sessions = (_, _) -> {};

  void connect(SessionRouter router) {
    sessions = router;
  }

  @Override
  public void tell(SessionNumber number, SessionCommand command) {
    sessions.tell(number, command);
  }
}
