package io.gatehouse.endtoend.cluster;

import io.gatehouse.endtoend.lab.HttpAnswer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** A node is ready when it answers a request for this path with status 200. */
record HttpQuestion(int port, String path) implements HealthCheck.Question {
  private static final int OK = 200;

  @Override
  public boolean isReady(int node, Duration patience) throws IOException {
    InetSocketAddress server = new InetSocketAddress(ClusterAddresses.front(node), port);
    return HttpAnswer.get(server, path, patience).status() == OK;
  }
}
