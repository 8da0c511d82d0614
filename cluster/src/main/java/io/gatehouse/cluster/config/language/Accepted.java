package io.gatehouse.cluster.config.language;

import static io.gatehouse.cluster.config.language.Mode.AUTHORIZATION_POLICY;
import static io.gatehouse.cluster.config.language.Mode.GLOBAL;
import static io.gatehouse.cluster.config.language.Mode.IKE_POLICY;
import static io.gatehouse.cluster.config.language.Mode.INTERFACE;
import static io.gatehouse.cluster.config.language.Mode.PEER;
import static io.gatehouse.cluster.config.language.Mode.PROFILE;
import static io.gatehouse.cluster.config.language.Mode.RADIUS_SERVER;
import static io.gatehouse.cluster.config.language.Mode.TRANSFORM_SET;
import static io.gatehouse.cluster.config.language.Mode.TRUSTPOINT;

/**
 * The commands that are accepted without effect: a configuration from IOS carries them, and what
 * they ask for is the default here, belongs to the machine, or changes nothing for a client.
 */
@SuppressWarnings("ImmutableEnumChecker") // records of lists that are copied
public enum Accepted implements Definition {
  VERSION(GLOBAL, "version <version:word>", "it says nothing about Gatehouse"),
  SERVICE(GLOBAL, "service <argument:line>", "it belongs to a router"),
  BOOT_START(GLOBAL, "boot-start-marker", "it belongs to a router"),
  BOOT_END(GLOBAL, "boot-end-marker", "it belongs to a router"),
  AAA_SESSION_ID(GLOBAL, "aaa session-id <argument:word>", "a session has one identifier"),
  IP_ROUTE(GLOBAL, "ip route <argument:line>", "routes belong to the machine"),
  IP_HTTP(GLOBAL, "ip http {server | secure-server}", "it belongs to the machine"),
  CERTIFICATE_CACHE(GLOBAL, "crypto ikev2 certificate-cache <count:1-2000>", "there is no limit"),
  NAT_KEEPALIVE(
      GLOBAL, "crypto ikev2 nat keepalive <seconds:5-3600>", "the side behind the NAT sends them"),
  WINDOW(GLOBAL, "crypto ikev2 window <size:1-200>", "the window is 1"),
  DIAGNOSE(GLOBAL, "crypto ikev2 diagnose error <count:1-1000>", "errors are logged"),
  REDIRECT(GLOBAL, "crypto ikev2 redirect gateway {init | auth}", "clients are not redirected"),
  LOGGING(GLOBAL, "crypto logging {session | ikev2}", "sessions are logged"),
  VPN_ANYCONNECT(
      GLOBAL, "crypto vpn anyconnect <argument:line>", "client software and profiles are not sent"),

  AUTOMATE_TESTER(
      RADIUS_SERVER, "automate-tester <argument:line>", "servers are tried by requests"),

  ENROLLMENT(TRUSTPOINT, "enrollment <argument:line>", "certificates come from files"),
  SUBJECT_NAME(TRUSTPOINT, "subject-name <argument:line>", "the certificate has it"),
  SUBJECT_ALTERNATIVE(TRUSTPOINT, "subject-alt-name <argument:line>", "the certificate has it"),
  FQDN(TRUSTPOINT, "fqdn <argument:line>", "the certificate has it"),
  IP_ADDRESS(TRUSTPOINT, "ip-address <argument:line>", "the certificate has it"),
  SERIAL_NUMBER(TRUSTPOINT, "serial-number [none]", "the certificate has it"),
  RSAKEYPAIR(TRUSTPOINT, "rsakeypair <argument:line>", "keys come from files"),
  ECKEYPAIR(TRUSTPOINT, "eckeypair <argument:line>", "keys come from files"),
  HASH(TRUSTPOINT, "hash <argument:word>", "nothing is enrolled"),

  POLICY_FVRF(IKE_POLICY, "match fvrf any", "there are no VRFs"),
  POLICY_LOCAL(
      IKE_POLICY, "match address local <address:line>", "all nodes offer the same proposals"),

  PEER_DESCRIPTION(PEER, "description <text:line>", "it is for the reader"),

  ROUTE_SET_INTERFACE(
      AUTHORIZATION_POLICY, "route set interface [<name:line>]", "the headend has no such address"),
  ROUTE_ACCEPT(AUTHORIZATION_POLICY, "route accept <argument:line>", "clients announce no routes"),
  BACKUP_GATEWAY(AUTHORIZATION_POLICY, "backup-gateway <gateway:word>", "it is not sent"),
  INCLUDE_LOCAL_LAN(AUTHORIZATION_POLICY, "include-local-lan", "it is not sent"),
  POLICY_PFS(AUTHORIZATION_POLICY, "pfs", "PFS is a matter of the IPsec profile"),
  SMARTCARD(AUTHORIZATION_POLICY, "smartcard-removal-disconnect", "it is not sent"),
  CONFIGURATION(AUTHORIZATION_POLICY, "configuration <argument:line>", "it is not sent"),
  FLOW_LIMIT(
      AUTHORIZATION_POLICY, "ipsec flow-limit <count:0-50000>", "CHILD SAs have a fixed limit"),

  PROFILE_DESCRIPTION(PROFILE, "description <text:line>", "it is for the reader"),
  MATCH_FVRF_ANY(PROFILE, "match fvrf any", "there are no VRFs"),
  FORCE_ENCAP(PROFILE, "nat force-encap", "encapsulation is always forced"),
  PROFILE_NAT_KEEPALIVE(
      PROFILE, "nat keepalive <seconds:5-3600>", "the side behind the NAT sends them"),
  CONFIG_EXCHANGE(
      PROFILE,
      "config-exchange {request | set accept | set send}",
      "the configuration payload is answered when the client sends one"),
  INITIAL_CONTACT(PROFILE, "initial-contact force", "INITIAL_CONTACT is always honoured"),
  PROFILE_REDIRECT(PROFILE, "redirect gateway auth", "clients are not redirected"),
  RECONNECT(PROFILE, "reconnect [timeout <seconds:600-86400>]", "a session lasts while it lives"),
  ANYCONNECT_PROFILE(PROFILE, "anyconnect profile <name:word>", "client profiles are not sent"),

  TUNNEL_MODE(TRANSFORM_SET, "mode tunnel", "it is the only mode"),

  INTERFACE_DESCRIPTION(INTERFACE, "description <text:line>", "it is for the reader"),
  IP_UNNUMBERED(INTERFACE, "ip unnumbered <interface:line>", "addresses belong to the machine"),
  INTERFACE_IP(INTERFACE, "ip address <argument:line>", "addresses belong to the machine"),
  INTERFACE_MTU(INTERFACE, "ip mtu <octets:68-9216>", "it belongs to the data plane"),
  ADJUST_MSS(INTERFACE, "ip tcp adjust-mss <octets:500-1460>", "it belongs to the data plane"),
  TUNNEL_SOURCE(INTERFACE, "tunnel source <interface:line>", "addresses belong to the machine"),
  TUNNEL_IPSEC(INTERFACE, "tunnel mode ipsec ipv4", "it is the only mode"),
  PATH_MTU(INTERFACE, "tunnel path-mtu-discovery", "it belongs to the data plane"),
  INTERFACE_SHUTDOWN(INTERFACE, "shutdown", "it belongs to the machine"),
  NEGOTIATION(INTERFACE, "negotiation auto", "it belongs to the machine"),
  LOAD_INTERVAL(INTERFACE, "load-interval <seconds:30-600>", "counters are not averaged");

  private final Mode mode;
  private final Syntax syntax;
  private final Standing standing;

  Accepted(Mode mode, String notation, String reason) {
    this.mode = mode;
    this.syntax = Syntax.of(notation);
    this.standing = new Standing.WithoutEffect(reason);
  }

  @Override
  public Mode mode() {
    return mode;
  }

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public Standing standing() {
    return standing;
  }
}
