package io.gatehouse.client.initiator;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.message.ConfigurationAttribute;
import io.gatehouse.protocol.ike.message.ConfigurationType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssignmentTest {

  @Test
  void addressesServersAndSubnetsAreRead() {
    var reply =
        reply(
            attribute(ConfigurationAttribute.INTERNAL_IP4_ADDRESS, "0a63000a"),
            attribute(
                ConfigurationAttribute.INTERNAL_IP6_ADDRESS,
                "20010db8000000000000000000000001" + "40"),
            attribute(ConfigurationAttribute.INTERNAL_IP4_DNS, "0a010035"),
            attribute(ConfigurationAttribute.INTERNAL_IP4_SUBNET, "0a010000" + "ffff0000"),
            attribute(
                ConfigurationAttribute.INTERNAL_IP6_SUBNET,
                "20010db8000000000000000000000000" + "20"),
            new ConfigurationAttribute(CiscoAttributes.BANNER, Octets.utf8("Welcome")),
            attribute(28999, "00"));
    Assignment assignment = Assignment.from(reply);
    assertThat(assignment.addresses())
        .extracting(InetAddress::getHostAddress)
        .containsExactly("10.99.0.10", "2001:db8:0:0:0:0:0:1");
    assertThat(assignment.nameServers())
        .extracting(InetAddress::getHostAddress)
        .containsExactly("10.1.0.53");
    assertThat(assignment.subnets()).containsExactly("10.1.0.0/16", "2001:db8:0:0:0:0:0:0/32");
    assertThat(assignment.banner()).isEqualTo("Welcome");
    assertThat(assignment.defaultDomain()).isEmpty();
  }

  @Test
  void attributesOfAWrongLengthAreLeftOut() {
    var reply =
        reply(
            attribute(ConfigurationAttribute.INTERNAL_IP4_ADDRESS, "0a63"),
            attribute(ConfigurationAttribute.INTERNAL_IP4_SUBNET, "0a010000"));
    assertThat(Assignment.from(reply)).isEqualTo(Assignment.none());
  }

  private static Payload.Configuration reply(ConfigurationAttribute... attributes) {
    return new Payload.Configuration(ConfigurationType.CFG_REPLY, List.of(attributes));
  }

  private static ConfigurationAttribute attribute(int type, String hex) {
    return new ConfigurationAttribute(type, Octets.hex(hex));
  }
}
