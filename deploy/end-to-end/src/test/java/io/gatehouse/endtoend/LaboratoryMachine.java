package io.gatehouse.endtoend;

import io.gatehouse.endtoend.lab.Prerequisites;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Whether this machine can have a laboratory. */
public final class LaboratoryMachine {
  private LaboratoryMachine() {}

  /** Where it cannot, the test is skipped; with {@code -Dgatehouse.lab.required=true} it fails. */
  public static void require() {
    Prerequisites.missing().ifPresent(LaboratoryMachine::doWithout);
  }

  private static void doWithout(String reason) {
    if (Boolean.getBoolean("gatehouse.lab.required")) {
      Assertions.fail("The laboratory is required: " + reason);
    }
    Assumptions.abort("No laboratory: " + reason);
  }
}
