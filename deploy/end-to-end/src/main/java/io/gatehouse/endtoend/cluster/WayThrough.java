package io.gatehouse.endtoend.cluster;

/** What leads to a node and away from it. The way back opens first, and closes last. */
record WayThrough(Balancer balancer, InsideRouter router) implements HealthCheck.Listener {
  @Override
  public void nodeIsUp(int node) {
    router.accept(node);
    balancer.nodeIsUp(node);
  }

  @Override
  public void nodeIsDown(int node) {
    balancer.nodeIsDown(node);
    router.refuse(node);
  }
}
