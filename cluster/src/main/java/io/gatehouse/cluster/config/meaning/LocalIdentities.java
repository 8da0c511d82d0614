package io.gatehouse.cluster.config.meaning;

import io.gatehouse.cluster.config.language.AddressText;
import io.gatehouse.cluster.config.language.Statement;
import io.gatehouse.cluster.config.language.Token;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.octets.Octets;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/** {@code identity local}. */
final class LocalIdentities {

  private LocalIdentities() {}

  /** Empty for {@code dn}: the certificate has it. */
  static Optional<Identification> of(Statement statement) {
    return text(statement, "fqdn", Identification.ID_FQDN)
        .or(() -> text(statement, "email", Identification.ID_RFC822_ADDR))
        .or(() -> text(statement, "key-id", Identification.ID_KEY_ID))
        .or(() -> statement.argument("address").map(LocalIdentities::address));
  }

  private static Optional<Identification> text(Statement statement, String argument, int type) {
    return statement
        .argument(argument)
        .map(token -> new Identification(type, Octets.utf8(token.text())));
  }

  private static Identification address(Token token) {
    InetAddress address = AddressText.ip(token.text()).orElseThrow();
    int type =
        address instanceof Inet4Address ? Identification.ID_IPV4_ADDR : Identification.ID_IPV6_ADDR;
    return new Identification(type, Octets.copyOf(address.getAddress()));
  }
}
