package io.gatehouse.cluster.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatehouse.protocol.ike.policy.Network;
import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangeTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1, 1",
    "10.0.0.255, 10.0.1.0, 2",
    "10.0.0.0, 10.0.255.255, 65536",
    "192.168.255.250, 192.169.0.5, 12",
    "0.0.0.0, 0.0.0.9, 10",
    "2001:db8::, 2001:db8::ffff, 65536",
    "ff00::ffff, ff00::1:0, 2",
  })
  void everyAddressHasAPlace(String first, String last, int size) {
    AddressRange range = range(first, last);

    assertThat(range.size()).isEqualTo(size);
    for (int index = 0; index < size; index++) {
      InetAddress address = range.at(index);
      assertThat(range.contains(address)).isTrue();
      assertThat(range.indexOf(address)).isEqualTo(index);
    }
    assertThat(range.at(0)).isEqualTo(range.first());
    assertThat(range.at(size - 1)).isEqualTo(range.last());
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.5, 10.0.0.9, 10.0.0.4, false",
    "10.0.0.5, 10.0.0.9, 10.0.0.10, false",
    "10.0.0.5, 10.0.0.9, 10.0.0.7, true",
    "0.0.0.0, 0.0.0.9, ::5, false",
  })
  void containsWhatIsBetweenItsEnds(String first, String last, String address, boolean contained) {
    assertThat(range(first, last).contains(InetAddress.ofLiteral(address))).isEqualTo(contained);
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:1::, 64, 2001:db8:1::1, 2001:db8:1::10:0",
    "2001:db8:1::, 120, 2001:db8:1::1, 2001:db8:1::ff",
    "2001:db8::100, 120, 2001:db8::101, 2001:db8::1ff",
    "2001:db8::2, 127, 2001:db8::2, 2001:db8::3",
    "2001:db8::2, 128, 2001:db8::2, 2001:db8::2",
    "::, 0, ::1, ::10:0",
  })
  void aPrefixHasSoManyHosts(String prefix, int length, String first, String last) {
    assertThat(AddressRange.hosts(new Network(InetAddress.ofLiteral(prefix), length)))
        .isEqualTo(range(first, last));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.2, 10.0.0.1, 10.0.0.2 comes after 10.0.0.1",
    "10.0.0.2, 2001:db8::1, 10.0.0.2 and 2001:db8:0:0:0:0:0:1 are not of one address family",
    "10.0.0.0, 10.16.0.0, 10.0.0.0 to 10.16.0.0 are more than 1048576 addresses",
  })
  void aMistakeIsNamed(String first, String last, String message) {
    assertThatIllegalArgumentException().isThrownBy(() -> range(first, last)).withMessage(message);
  }

  private static AddressRange range(String first, String last) {
    return new AddressRange(InetAddress.ofLiteral(first), InetAddress.ofLiteral(last));
  }
}
