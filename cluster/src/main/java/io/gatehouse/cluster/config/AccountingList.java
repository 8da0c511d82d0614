package io.gatehouse.cluster.config;

import java.util.List;

/**
 * {@code aaa accounting network ... start-stop}.
 *
 * @param groups the next one is used only when the one before is unavailable; empty: {@code none},
 *     nothing is recorded
 */
public record AccountingList(String name, List<ServerGroup> groups) {
  public AccountingList {
    groups = List.copyOf(groups);
  }
}
