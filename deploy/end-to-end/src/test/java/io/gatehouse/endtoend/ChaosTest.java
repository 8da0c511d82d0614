package io.gatehouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.endtoend.chaos.Chaos;
import io.gatehouse.endtoend.headend.Headend;
import java.nio.file.Path;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What {@code deploy/chaos} does for as long as one likes, for three minutes. */
@Tag("cluster")
class ChaosTest {

  /** Always the same failures, so that a run that fails can be repeated. */
  private static final String SEED = "1";

  @Test
  void nobodyLosesASessionWhateverHappensToNodes() {
    LaboratoryMachine.require();
    Assumptions.assumeThat(Headend.isGatehouse()).isTrue();
    Path files = Path.of("target/lab/ChaosTest");
    Laboratory.delete(files);

    int status =
        new CommandLine(new Chaos())
            .execute("--minutes", "3", "--nodes", "4", "--seed", SEED, "--files", files.toString());

    assertThat(status).isEqualTo(CommandLine.ExitCode.OK);
  }
}
