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

  /** In one kernel and one JVM, for their starts cost more than most of the tests. */
  @TestFactory
  Stream<DynamicTest> inAKernelWithEsp() {
    return InnerTests.ofKernelPlane("esp")
        .classes(Path.of(System.getProperty(NODE_TESTS_PROPERTY, "node/target/test-classes")))
        .run(
            LIMIT,
            "io.gatehouse.node.xfrm.StatesInKernelTest",
            "io.gatehouse.node.kernel.SaInstallationTest",
            "io.gatehouse.node.kernel.SaLimitsTest",
            "io.gatehouse.node.kernel.MovingClientTest",
            "io.gatehouse.node.kernel.RestartTest",
            "io.gatehouse.node.kernel.EarlierPacketsTest",
            "io.gatehouse.node.kernel.RepairTest",
            "io.gatehouse.node.kernel.ForgedSourceTest",
            "io.gatehouse.node.kernel.XfrmIpv6Test",
            "io.gatehouse.node.nftables.TunnelledTrafficTest",
            "io.gatehouse.node.xfrm.ScopedStatesTest",
            "io.gatehouse.endtoend.EspInKernel");
  }
}
