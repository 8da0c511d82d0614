package io.gatehouse.node.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.node.netlink.NetlinkException.Malformed;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PayloadTest {

  @Test
  void numbersComeBackInBothByteOrders() {
    PayloadReader read =
        written(w -> w.u8(0xFE).u16(0xFEDC).u32(0xFEDCBA98).u64(-2).be16(0xFEDC).be32(7).be64(-9));

    assertThat(read.u8()).isEqualTo(0xFE);
    assertThat(read.u16()).isEqualTo(0xFEDC);
    assertThat(read.u32()).isEqualTo(0xFEDCBA98);
    assertThat(read.u64()).isEqualTo(-2);
    assertThat(read.be16()).isEqualTo(0xFEDC);
    assertThat(read.be32()).isEqualTo(7);
    assertThat(read.be64()).isEqualTo(-9);
    assertThat(read.hasRemaining()).isFalse();
  }

  @Test
  void networkByteOrderHasTheMostSignificantOctetFirst() {
    assertThat(written(w -> w.be16(0x0102).be32(0x03040506)).octets())
        .containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void attributesStandAtMultiplesOfFourAndMayBeNested() {
    Attributes attributes =
        written(
                w ->
                    w.u8(9)
                        .textAttribute(1, "veth0")
                        .nested(2, in -> in.u32Attribute(3, 77).attribute(4, new byte[] {5})))
            .skip(1)
            .attributes();

    assertThat(attributes.require(1).text()).isEqualTo("veth0");
    Attributes inside = attributes.require(2).attributes();
    assertThat(inside.require(3).u32()).isEqualTo(77);
    assertThat(inside.require(4).octets()).containsExactly(5);
    assertThat(attributes.find(4)).isEmpty();
  }

  @Test
  void anAttributesLengthIsWithoutItsPadding() {
    byte[] octets = written(w -> w.attribute(6, new byte[] {1, 2, 3, 4, 5})).octets();

    assertThat(octets).hasSize(12);
    assertThat(PayloadReader.of("attribute", octets).u16()).isEqualTo(9);
  }

  @Test
  void anAttributeThatIsTooLongIsRefused() {
    assertThatThrownBy(() -> written(w -> w.attribute(1, new byte[0xFFFC])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("attribute 1 of 65536 octets");
    assertThat(written(w -> w.attribute(1, new byte[0xFFFB])).remaining()).isEqualTo(0x1_0000);
  }

  @Test
  void aPayloadGrowsAsItNeeds() {
    byte[] long_ = new byte[10_000];
    Arrays.fill(long_, (byte) 3);
    assertThat(written(w -> w.u8(1).octets(long_).u8(2)).skip(1).octets(10_000)).isEqualTo(long_);
  }

  @Test
  void whatIsNotThereIsMalformed() {
    assertThatThrownBy(() -> written(w -> w.u16(1)).u32())
        .isInstanceOf(Malformed.class)
        .hasMessage("payload: 2 octets are left where 4 are needed");
    assertThatThrownBy(() -> written(w -> w.u16(3).u16(1)).attributes())
        .isInstanceOf(Malformed.class)
        .hasMessage("payload: attribute 1 of 3 octets");
    assertThatThrownBy(() -> written(w -> w.u16(9).u16(1)).attributes())
        .isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> written(w -> w.u16(4).u16(1)).attributes().require(2))
        .isInstanceOf(Malformed.class)
        .hasMessage("payload: attribute 2 is missing");
  }

  @Test
  void aRequestDoesNotPrintItsBody() {
    NetlinkRequest request = NetlinkRequest.acknowledged(16, 0, w -> w.u32(0x5EC7E7));
    assertThat(request).hasToString("NetlinkRequest(type 16, 4 octets)");
  }

  private static PayloadReader written(Consumer<PayloadWriter> payload) {
    return PayloadReader.of("payload", NetlinkRequest.of(1, 0, payload).payload());
  }
}
