package io.gatehouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gatehouse.endtoend.headend.GatehouseHeadend;
import io.gatehouse.endtoend.headend.Headend;
import io.gatehouse.endtoend.lab.Command;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy with a mistake in it: the process says where, and does not start. */
class MistakenPolicyTest {
  @Test
  void isReportedWithFileAndLineAndNothingStarts(@TempDir Path directory) {
    assumeThat(Headend.isGatehouse()).isTrue();
    Command.Outcome outcome =
        GatehouseHeadend.tryPolicy(directory, new Site(), "crypto ikev2 profle MISTAKE");
    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.output()).contains("policy.cfg:1:").contains("profle");
  }
}
