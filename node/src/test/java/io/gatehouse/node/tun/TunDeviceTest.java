package io.gatehouse.node.tun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.node.namespace.NetworkNamespace;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TunDeviceTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "-x", "..", "sixteen-letters-", "tün0", "a b"})
  void aNameThatCannotBeIsRefused(String name) {
    assertThatThrownBy(() -> TunDevice.open(name))
        .isInstanceOf(DataPlaneException.class)
        .hasMessageContaining("'" + name + "'");
  }

  @Test
  void aNameInUseIsRefused() throws Exception {
    try (NetworkNamespace namespace = NetworkNamespace.make("taken");
        TunDevice device = namespace.call(() -> TunDevice.open("gh0"))) {
      assertThat(device.name()).isEqualTo("gh0");
      assertThatThrownBy(() -> namespace.call(() -> TunDevice.open("gh0")))
          .isInstanceOf(DataPlaneException.class)
          .hasMessage("the TUN device gh0 is in use by another process");
      assertThatThrownBy(() -> namespace.call(() -> TunDevice.open("lo")))
          .isInstanceOf(DataPlaneException.class)
          .hasMessage("lo is the name of an interface that is no TUN device");
    }
  }

  @Test
  void aReaderIsLetGoWhenTheDeviceIsClosed() throws Exception {
    try (NetworkNamespace namespace = NetworkNamespace.make("closed")) {
      TunDevice device = namespace.call(() -> TunDevice.open("gh0"));
      CompletableFuture<Boolean> reader = CompletableFuture.supplyAsync(device::await);

      device.close();

      assertThat(reader.get(10, TimeUnit.SECONDS)).isFalse();
      assertThat(device.await()).isFalse();
      assertThat(device.read(ByteBuffer.allocateDirect(100))).isFalse();
      assertThat(device.write(ByteBuffer.allocateDirect(100))).isFalse();
      device.close();
    }
  }

  @Test
  void aDeviceThatIsDownTakesNoPacket() throws Exception {
    try (NetworkNamespace namespace = NetworkNamespace.make("down");
        TunDevice device = namespace.call(() -> TunDevice.open("gh0"))) {
      assertThat(device.write(ByteBuffer.allocateDirect(100).put(0, (byte) 0x45))).isFalse();
      assertThat(device.read(ByteBuffer.allocateDirect(100))).isFalse();
    }
  }
}
