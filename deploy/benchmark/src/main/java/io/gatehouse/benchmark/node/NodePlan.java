package io.gatehouse.benchmark.node;

import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.peer.PostgreSql;
import java.util.List;
import java.util.Optional;

/**
 * What a node is given.
 *
 * @param title its directory and the name of its log
 * @param users local users, named by numbers from 1; with none, RADIUS is asked about AnyConnect's
 * @param policy lines that are added to the policy
 * @param radius the address of the RADIUS server
 * @param database where sessions are kept; H2 in the process when empty
 */
public record NodePlan(
    String title,
    Placement placement,
    int users,
    List<String> policy,
    Pki pki,
    String radius,
    Optional<PostgreSql> database) {

  public NodePlan {
    policy = List.copyOf(policy);
  }

  public static NodePlan of(Pki pki) {
    return new NodePlan(
        "gatehouse",
        Placement.anywhere(),
        0,
        List.of(),
        pki,
        Addresses.INSIDE_HOST,
        Optional.empty());
  }

  public NodePlan at(Placement newPlacement) {
    return new NodePlan(title, newPlacement, users, policy, pki, radius, database);
  }

  public NodePlan withUsers(int newUsers) {
    return new NodePlan(title, placement, newUsers, policy, pki, radius, database);
  }

  public NodePlan withPolicy(String... lines) {
    return new NodePlan(title, placement, users, List.of(lines), pki, radius, database);
  }

  public NodePlan asking(String newRadius) {
    return new NodePlan(title, placement, users, policy, pki, newRadius, database);
  }

  public NodePlan storingIn(PostgreSql newDatabase) {
    return new NodePlan(
        title + "-postgresql", placement, users, policy, pki, radius, Optional.of(newDatabase));
  }
}
