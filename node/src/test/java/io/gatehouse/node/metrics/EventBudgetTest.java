package io.gatehouse.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventBudgetTest {

  /** The nanoseconds' count goes round shortly after. */
  private static final long START = Math.subtractExact(Long.MAX_VALUE, 500L);

  @Test
  void soManyInASecondAndNoMoreUntilTheNext() {
    EventBudget budget = new EventBudget(2, START);

    assertThat(budget.take(START)).isTrue();
    assertThat(budget.take(START + 999_999_999)).isTrue();
    assertThat(budget.take(START + 999_999_999)).isFalse();
    assertThat(budget.take(START + 1_000_000_000)).isTrue();
  }
}
