package io.gatehouse.endtoend.kernel;

import io.gatehouse.endtoend.LaboratoryMachine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The kernel data plane, in a kernel with ESP: by itself, and between real peers. */
class KernelEspTest {
  private static final Duration LIMIT = Duration.ofMinutes(8);

  /** Where the build has put the node's tests. */
  private static final String NODE_TESTS_PROPERTY = "gatehouse.node.test-classes";

  @BeforeAll
  static void needsRoot() {
    LaboratoryMachine.require();
  }

  @TestFactory
  Stream<DynamicTest> theNodesDataPlane() {
    return new InnerTests("data-plane")
        .classes(Path.of(System.getProperty(NODE_TESTS_PROPERTY, "node/target/test-classes")))
        .run(
            LIMIT,
            "io.gatehouse.node.kernel.XfrmDataPlaneTest",
            "io.gatehouse.node.nftables.TunnelledTrafficTest");
  }

  @TestFactory
  Stream<DynamicTest> realPeers() {
    return InnerTests.ofKernelPlane("peers").run(LIMIT, "io.gatehouse.endtoend.EspInKernel");
  }
}
