package io.gatehouse.cluster.membership;

import java.util.Map;

/** What a node sees, as a test says. */
public final class NodesFixture {

  private final Nodes nodes;

  public NodesFixture(String self) {
    nodes = new Nodes(new NodeName(self), new Nodes.View(Map.of(), true));
  }

  public Nodes nodes() {
    return nodes;
  }

  public void cutOff() {
    nodes.see(new Nodes.View(Map.of(), false));
  }

  public void found() {
    nodes.see(new Nodes.View(Map.of(), true));
  }
}
