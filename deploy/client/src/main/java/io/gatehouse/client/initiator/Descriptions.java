package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.ike.crypto.IkeSuite;
import io.gatehouse.protocol.ike.crypto.Integrity;
import io.gatehouse.protocol.ike.exchange.IkeSa;
import io.gatehouse.protocol.ike.message.Identification;
import java.net.InetAddress;
import java.util.Optional;

/** An established tunnel in words. */
final class Descriptions {

  private Descriptions() {}

  static ClientEvent.Connected connected(
      Assignment assignment, Identification headend, IkeSa ike, TunnelSa child) {
    return new ClientEvent.Connected(
        assignment.addresses().stream().map(InetAddress::getHostAddress).toList(),
        assignment.nameServers().stream().map(InetAddress::getHostAddress).toList(),
        assignment.subnets(),
        assignment.banner(),
        assignment.defaultDomain(),
        Identities.text(headend),
        suite(ike.suite()),
        suite(child.suite()));
  }

  private static String suite(IkeSuite suite) {
    return cipher(suite.encryption(), suite.keyLength(), suite.integrity())
        + " "
        + suite.prf()
        + " "
        + suite.keyExchange();
  }

  private static String suite(EspSuite suite) {
    return cipher(suite.encryption(), suite.keyLength(), suite.integrity())
        + suite.keyExchange().map(method -> " " + method).orElse("");
  }

  private static String cipher(
      Encryption encryption, int keyLength, Optional<Integrity> integrity) {
    return encryption + "/" + keyLength + integrity.map(algorithm -> " " + algorithm).orElse("");
  }
}
