package io.gatehouse.endtoend.kernel;

import io.gatehouse.endtoend.LaboratoryMachine;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The kernel goes on with the users' packets while the node's process is away. */
class HeldSocketsTest {
  private static final Duration LIMIT = Duration.ofMinutes(8);

  @BeforeAll
  static void needsRoot() {
    LaboratoryMachine.require();
  }

  @TestFactory
  Stream<DynamicTest> realPeers() {
    return InnerTests.ofKernelPlane("held-sockets")
        .run(LIMIT, "io.gatehouse.endtoend.HeldSocketsInKernel");
  }
}
