package io.gatehouse.cluster.config.meaning;

import static io.gatehouse.cluster.config.language.Command.AAA_GROUP;
import static io.gatehouse.cluster.config.language.Command.PASSWORD_PROTOCOL;
import static io.gatehouse.cluster.config.language.Command.RADIUS;
import static io.gatehouse.cluster.config.language.Command.RADIUS_RETRANSMIT;
import static io.gatehouse.cluster.config.language.Command.RADIUS_TIMEOUT;
import static io.gatehouse.cluster.config.language.Command.SERVER_ADDRESS;
import static io.gatehouse.cluster.config.language.Command.SERVER_KEY;
import static io.gatehouse.cluster.config.language.Command.SERVER_NAME;
import static io.gatehouse.cluster.config.language.Command.SERVER_RETRANSMIT;
import static io.gatehouse.cluster.config.language.Command.SERVER_TIMEOUT;

import io.gatehouse.cluster.config.PasswordProtocol;
import io.gatehouse.cluster.config.RadiusServer;
import io.gatehouse.cluster.config.ServerGroup;
import io.gatehouse.cluster.config.language.AddressText;
import io.gatehouse.cluster.config.language.Command;
import io.gatehouse.cluster.config.language.Problems;
import io.gatehouse.cluster.config.language.Section;
import io.gatehouse.cluster.config.language.Statement;
import io.gatehouse.cluster.config.language.Token;
import io.gatehouse.cluster.config.language.Wording;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code radius server} and {@code aaa group server radius}. */
final class RadiusServers {

  /** The defaults of IOS, which still has the ports from before RFC 2865. */
  private static final int AUTHENTICATION_PORT = 1645;

  /** A method list means the local users by it. */
  static final String LOCAL = "local";

  private static final int ACCOUNTING_PORT = 1646;
  private static final int TIMEOUT_SECONDS = 5;
  private static final int RETRANSMIT = 3;

  private RadiusServers() {}

  static Catalogue<RadiusServer> servers(Section section, Problems problems) {
    Catalogue<RadiusServer> servers = new Catalogue<>("radius server");
    for (Statement statement : section.all(RADIUS)) {
      String name = statement.required("name").text();
      servers.define(name, server(section, statement, problems));
    }
    return servers;
  }

  /** All groups, with {@code radius} among them when there is a server at all. */
  static Catalogue<ServerGroup> groups(
      Section section, Catalogue<RadiusServer> servers, Problems problems) {
    Catalogue<ServerGroup> groups = new Catalogue<>("aaa group server radius");
    if (section.has(RADIUS)) {
      List<RadiusServer> all = servers.all();
      groups.define(
          ServerGroup.ALL,
          all.isEmpty() ? Optional.empty() : Optional.of(new ServerGroup(ServerGroup.ALL, all)));
    }
    for (Statement statement : section.all(AAA_GROUP)) {
      groups.define(statement.required("name").text(), group(statement, servers, problems));
    }
    return groups;
  }

  private static Optional<RadiusServer> server(
      Section section, Statement statement, Problems problems) {
    Optional<Statement> address = statement.body().last(SERVER_ADDRESS);
    Optional<Statement> key = statement.body().last(SERVER_KEY);
    if (address.isEmpty()) {
      problems.missing(statement, "the radius server has no address", "'address ipv4'");
    }
    if (key.isEmpty()) {
      problems.missing(statement, "the radius server has no key", "'key'");
    }
    Optional<Secret> secret = key.flatMap(given -> Secrets.of(given, problems));
    return address.flatMap(at -> secret.map(shared -> server(section, statement, at, shared)));
  }

  private static RadiusServer server(
      Section section, Statement statement, Statement address, Secret key) {
    InetAddress host = AddressText.ip(address.required("address").text()).orElseThrow();
    int timeout =
        number(statement.body(), SERVER_TIMEOUT, "seconds")
            .or(() -> number(section, RADIUS_TIMEOUT, "seconds"))
            .orElse(TIMEOUT_SECONDS);
    int retransmit =
        number(statement.body(), SERVER_RETRANSMIT, "count")
            .or(() -> number(section, RADIUS_RETRANSMIT, "count"))
            .orElse(RETRANSMIT);
    return new RadiusServer(
        statement.required("name").text(),
        host,
        address.argument("auth-port").isPresent()
            ? address.number("auth-port")
            : AUTHENTICATION_PORT,
        address.argument("acct-port").isPresent() ? address.number("acct-port") : ACCOUNTING_PORT,
        key,
        Duration.ofSeconds(timeout),
        retransmit,
        passwordProtocol(statement.body()));
  }

  private static PasswordProtocol passwordProtocol(Section body) {
    return body.last(PASSWORD_PROTOCOL)
        .filter(given -> given.required("protocol").is("mschapv2"))
        .map(_ -> PasswordProtocol.MS_CHAP_V2)
        .orElse(PasswordProtocol.PAP);
  }

  private static Optional<Integer> number(Section section, Command command, String argument) {
    return section.last(command).map(statement -> statement.number(argument));
  }

  private static Optional<ServerGroup> group(
      Statement statement, Catalogue<RadiusServer> servers, Problems problems) {
    Token own = statement.required("name");
    if (own.is(ServerGroup.ALL) || own.is(LOCAL)) {
      problems.mistake(own, Wording.quote(own) + " is a method, not a group", "another name");
    }
    List<Statement> names = statement.body().all(SERVER_NAME);
    if (names.isEmpty()) {
      problems.missing(statement, "the server group has no server", "'server name'");
    }
    List<RadiusServer> members = new ArrayList<>();
    for (Statement name : names) {
      servers.resolve(name.required("server"), problems).ifPresent(members::add);
    }
    return members.isEmpty()
        ? Optional.empty()
        : Optional.of(new ServerGroup(statement.required("name").text(), members));
  }
}
