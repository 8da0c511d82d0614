package io.gatehouse.endtoend.kernel;

import io.gatehouse.endtoend.LaboratoryMachine;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A cluster of two nodes whose kernels carry the users' packets, and pass them to each other. */
class KernelTakeoverTest {
  private static final Duration LIMIT = Duration.ofMinutes(8);

  @BeforeAll
  static void needsRoot() {
    LaboratoryMachine.require();
  }

  @TestFactory
  Stream<DynamicTest> twoNodes() {
    return InnerTests.ofKernelPlane("takeover")
        .run(LIMIT, "io.gatehouse.endtoend.TakeoverInKernel");
  }
}
