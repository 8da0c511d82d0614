package io.gatehouse.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressBlockTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0, 10.0.0.0, 10.0.0.15",
    "10.0.0.15, 10.0.0.0, 10.0.0.15",
    "10.0.0.255, 10.0.0.240, 10.0.0.255",
    "2001:db8::1f, 2001:db8::10, 2001:db8::1f"
  })
  void addressesThatDifferInTheLastFourBitsAreOfOneBlock(String of, String first, String last) {
    AddressBlock block = AddressBlock.of(InetAddress.ofLiteral(of));

    assertThat(block.first()).isEqualTo(InetAddress.ofLiteral(first));
    assertThat(block.addresses()).hasSize(16).doesNotHaveDuplicates();
    assertThat(block.addresses().getFirst()).isEqualTo(block.first());
    assertThat(block.addresses().getLast()).isEqualTo(InetAddress.ofLiteral(last));
  }

  @Test
  void aBlockIsNamedByItsFirstAddress() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AddressBlock(InetAddress.ofLiteral("10.0.0.1")))
        .withMessage("10.0.0.1 is not the first of a block");
  }
}
