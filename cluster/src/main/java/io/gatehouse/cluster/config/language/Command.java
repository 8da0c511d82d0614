package io.gatehouse.cluster.config.language;

import static io.gatehouse.cluster.config.language.Mode.ACCESS_LIST;
import static io.gatehouse.cluster.config.language.Mode.ACCOUNTING;
import static io.gatehouse.cluster.config.language.Mode.AUTHORIZATION_POLICY;
import static io.gatehouse.cluster.config.language.Mode.GLOBAL;
import static io.gatehouse.cluster.config.language.Mode.IKE_POLICY;
import static io.gatehouse.cluster.config.language.Mode.IKE_PROPOSAL;
import static io.gatehouse.cluster.config.language.Mode.INTERFACE;
import static io.gatehouse.cluster.config.language.Mode.IPSEC_PROFILE;
import static io.gatehouse.cluster.config.language.Mode.KEYRING;
import static io.gatehouse.cluster.config.language.Mode.NAME_MANGLER;
import static io.gatehouse.cluster.config.language.Mode.PEER;
import static io.gatehouse.cluster.config.language.Mode.PROFILE;
import static io.gatehouse.cluster.config.language.Mode.RADIUS_SERVER;
import static io.gatehouse.cluster.config.language.Mode.SERVER_GROUP;
import static io.gatehouse.cluster.config.language.Mode.TRANSFORM_SET;
import static io.gatehouse.cluster.config.language.Mode.TRUSTPOINT;

import java.util.Optional;

/** The commands that do something, or are refused; {@link Syntax} explains the notation. */
@SuppressWarnings("ImmutableEnumChecker") // records of lists that are copied
public enum Command implements Definition {
  HOSTNAME(GLOBAL, "hostname <name:word>"),
  USERNAME(
      GLOBAL,
      "username <name:word> [privilege <level:0-15>] {password | secret} " + Notation.SECRET),

  AAA_NEW_MODEL(GLOBAL, "aaa new-model"),
  AAA_GROUP(GLOBAL, "aaa group server radius <name:word>", SERVER_GROUP),
  AAA_TACACS_GROUP(
      GLOBAL,
      "aaa group server {tacacs+ | ldap} <name:word>",
      new Standing.WithoutEffect("only RADIUS is spoken")),
  AAA_AUTHENTICATION(
      GLOBAL,
      "aaa authentication login <name:word> {group <method:word>"
          + " | <method:radius|local|local-case|enable|krb5|line|none|tacacs+>}..."),
  AAA_ATTEMPTS(GLOBAL, "aaa authentication attempts login <count:1-25>"),
  AAA_AUTHORIZATION(
      GLOBAL,
      "aaa authorization network <name:word> {group <method:word>"
          + " | <method:radius|local|if-authenticated|none|tacacs+>}..."),
  AAA_ACCOUNTING(
      GLOBAL, "aaa accounting network <name:word> {none | start-stop {group <group:word>}...}"),
  AAA_ACCOUNTING_BLOCK(GLOBAL, "aaa accounting network <name:word>", ACCOUNTING),
  AAA_ACCOUNTING_UPDATE(
      GLOBAL,
      "aaa accounting update [newinfo] periodic <minutes:1-71582> [jitter maximum"
          + " <jitter:0-2147483>]"),
  ACTION_TYPE(ACCOUNTING, "action-type <action:start-stop|none>"),
  ACCOUNTING_GROUP(ACCOUNTING, "{group <group:word>}..."),

  DEBUG_ANYCONNECT(GLOBAL, "debug anyconnect-eap"),

  RADIUS(GLOBAL, "radius server <name:word>", RADIUS_SERVER),
  RADIUS_TIMEOUT(GLOBAL, "radius-server timeout <seconds:1-1000>"),
  RADIUS_RETRANSMIT(GLOBAL, "radius-server retransmit <count:0-100>"),
  RADIUS_DEADTIME(GLOBAL, "radius-server deadtime <minutes:0-1440>"),
  SERVER_NAME(SERVER_GROUP, "server name <server:word>"),
  SERVER_ADDRESS(
      RADIUS_SERVER,
      "address {ipv4 <address:ipv4> | ipv6 <address:ip>}"
          + " [auth-port <auth-port:1-65535>] [acct-port <acct-port:1-65535>]"),
  SERVER_KEY(RADIUS_SERVER, "key " + Notation.SECRET),
  SERVER_TIMEOUT(RADIUS_SERVER, "timeout <seconds:1-1000>"),
  SERVER_RETRANSMIT(RADIUS_SERVER, "retransmit <count:0-100>"),
  PASSWORD_PROTOCOL(RADIUS_SERVER, "password-protocol <protocol:pap|mschapv2>"),

  PKI_TRUSTPOINT(GLOBAL, "crypto pki trustpoint <name:word>", TRUSTPOINT),
  CERTIFICATE(TRUSTPOINT, "certificate <file:line>"),
  PRIVATE_KEY(TRUSTPOINT, "private-key <file:line>"),
  CA_CERTIFICATE(TRUSTPOINT, "ca-certificate <file:line>"),
  CRL(TRUSTPOINT, "crl <file:line>"),
  REVOCATION_CHECK(TRUSTPOINT, "revocation-check <check:none|crl>"),
  RSA_SIGNATURE(TRUSTPOINT, "rsa-signature <padding:pkcs1|pss>"),

  IKEV2_PROPOSAL(GLOBAL, "crypto ikev2 proposal <name:word>", IKE_PROPOSAL),
  ENCRYPTION(
      IKE_PROPOSAL,
      "encryption <algorithm:aes-cbc-128|aes-cbc-192|aes-cbc-256|aes-gcm-128|aes-gcm-256"
          + "|chacha20-poly1305>..."),
  INTEGRITY(IKE_PROPOSAL, "integrity <algorithm:sha1|sha256|sha384|sha512>..."),
  PRF(IKE_PROPOSAL, "prf <algorithm:sha1|sha256|sha384|sha512>..."),
  GROUP(IKE_PROPOSAL, "group <group:14|15|16|19|20|21|31>..."),
  IKEV2_POLICY(GLOBAL, "crypto ikev2 policy <name:word>", IKE_POLICY),
  POLICY_PROPOSAL(IKE_POLICY, "proposal <proposal:word>"),

  IKEV2_KEYRING(GLOBAL, "crypto ikev2 keyring <name:word>", KEYRING),
  KEYRING_PEER(KEYRING, "peer <name:word>", PEER),
  PEER_ADDRESS(PEER, "address <address:ip> [<mask:mask>]"),
  PEER_IDENTITY(
      PEER,
      "identity {fqdn domain <fqdn-domain:word> | fqdn <fqdn:word>"
          + " | email domain <email-domain:word> | email <email:word>"
          + " | key-id <key-id:line> | address <address:ip> [<mask:mask>]}"),
  PRE_SHARED_KEY(
      PEER,
      "pre-shared-key {local "
          + Notation.KEY
          + " | remote "
          + Notation.KEY
          + " | hex <hex:hex> | "
          + Notation.SECRET
          + "}"),

  IKEV2_AUTHORIZATION_POLICY(
      GLOBAL, "crypto ikev2 authorization policy <name:word>", AUTHORIZATION_POLICY),
  POOL(AUTHORIZATION_POLICY, "pool <pool:word>"),
  IPV6_POOL(AUTHORIZATION_POLICY, "ipv6 pool <pool:word>"),
  NETMASK(AUTHORIZATION_POLICY, "netmask <mask:mask>"),
  DNS(AUTHORIZATION_POLICY, "dns <address:ipv4> [<address:ipv4>]"),
  IPV6_DNS(AUTHORIZATION_POLICY, "ipv6 dns <address:ipv6> [<address:ipv6>]"),
  WINS(AUTHORIZATION_POLICY, "wins <address:ipv4> [<address:ipv4>]"),
  DEF_DOMAIN(AUTHORIZATION_POLICY, "def-domain <domain:word>"),
  SPLIT_DNS(AUTHORIZATION_POLICY, "split-dns <domain:word>..."),
  BANNER(AUTHORIZATION_POLICY, "banner <text:delimited>"),
  ROUTE_SET_ACCESS_LIST(AUTHORIZATION_POLICY, "route set access-list <access-list:word>"),
  ROUTE_SET_REMOTE(AUTHORIZATION_POLICY, "route set remote ipv4 <address:ipv4> <mask:mask>"),
  ROUTE_SET_REMOTE_IPV6(AUTHORIZATION_POLICY, "route set remote ipv6 <prefix:prefix>"),
  SESSION_LIFETIME(AUTHORIZATION_POLICY, "session-lifetime <seconds:120-25920000>"),
  POLICY_ATTRIBUTE_LIST(
      AUTHORIZATION_POLICY, "aaa attribute list <list:word>", "attribute lists come from RADIUS"),
  POLICY_DHCP(
      AUTHORIZATION_POLICY, "dhcp <argument:line>", "addresses come from a pool or from RADIUS"),

  IKEV2_NAME_MANGLER(GLOBAL, "crypto ikev2 name-mangler <name:word>", NAME_MANGLER),
  MANGLE_DN(NAME_MANGLER, "dn " + Notation.DN_FIELD),
  MANGLE_EAP(
      NAME_MANGLER,
      "eap {all | prefix delimiter <prefix:.|@|\\> | suffix delimiter <suffix:.|@|\\>"
          + " | dn "
          + Notation.DN_FIELD
          + "}"),
  MANGLE_EMAIL(NAME_MANGLER, "email <part:all|domain|username>"),
  MANGLE_FQDN(NAME_MANGLER, "fqdn <part:all|domain|hostname>"),
  MANGLE_GROUP(NAME_MANGLER, "anyconnect-group"),

  IKEV2_PROFILE(GLOBAL, "crypto ikev2 profile <name:word>", PROFILE),
  MATCH_IDENTITY(
      PROFILE,
      "match identity remote {any | fqdn domain <fqdn-domain:word> | fqdn <fqdn:word>"
          + " | email domain <email-domain:word> | email <email:word>"
          + " | key-id <key-id:line> | address <address:ip> [<mask:mask>]}"),
  MATCH_CERTIFICATE(
      PROFILE, "match certificate <map:word>", "a profile is chosen by the client's identity only"),
  MATCH_FVRF(PROFILE, "match fvrf <vrf:word>", "there are no VRFs; 'match fvrf any' is accepted"),
  MATCH_LOCAL(
      PROFILE,
      "match address local <address:line>",
      "any node of the cluster may answer, whatever its address"),
  IDENTITY_LOCAL(
      PROFILE,
      "identity local {dn | address <address:ip> | fqdn <fqdn:word> | email <email:word>"
          + " | key-id <key-id:line>}"),
  AUTHENTICATION_LOCAL(PROFILE, "authentication local {rsa-sig | ecdsa-sig | pre-share}"),
  AUTHENTICATION_LOCAL_EAP(
      PROFILE, "authentication local eap", "a responder cannot prove itself by EAP"),
  AUTHENTICATION_REMOTE(
      PROFILE,
      "authentication remote {rsa-sig | ecdsa-sig | pre-share"
          + " | eap [query-identity] [timeout <seconds:45-180>]"
          + " | anyconnect-eap aggregate [cert-request]}"),
  PROFILE_TRUSTPOINT(PROFILE, "pki trustpoint <trustpoint:word> [sign | verify]"),
  PROFILE_KEYRING(PROFILE, "keyring local <keyring:word>"),
  PROFILE_KEYRING_AAA(PROFILE, "keyring aaa <list:line>", "keys come from a local keyring"),
  PROFILE_AUTHENTICATION(PROFILE, "aaa authentication {eap | anyconnect-eap} <list:word>"),
  PROFILE_GROUP(
      PROFILE,
      "aaa authorization group [override] "
          + Notation.KIND
          + " list <list:word> "
          + "{name-mangler <mangler:word> | <subject:word>} "
          + Notation.PASSWORD),
  PROFILE_USER_CACHED(PROFILE, "aaa authorization user " + Notation.KIND + " cached"),
  PROFILE_USER(
      PROFILE,
      "aaa authorization user "
          + Notation.KIND
          + " list <list:word> "
          + "{name-mangler <mangler:word> "
          + Notation.PASSWORD
          + " | password "
          + Notation.SECRET
          + " | <subject:word> "
          + Notation.PASSWORD
          + " | }"),
  PROFILE_ACCOUNTING(PROFILE, "aaa accounting {" + Notation.KIND + " <list:word> | <list:word>}"),
  PROFILE_VIRTUAL_TEMPLATE(PROFILE, "virtual-template <number:1-4095> [mode auto]"),
  PROFILE_LIFETIME(PROFILE, "lifetime <seconds:120-86400>"),
  PROFILE_DPD(PROFILE, Notation.DPD),
  PROFILE_CERTIFICATE_ONLY(PROFILE, "anyconnect certificate-only"),
  PROFILE_SECOND_CERTIFICATE(PROFILE, "anyconnect second-certificate"),
  PROFILE_LOGIN_GROUP(PROFILE, "anyconnect group <name:word> [<label:line>]"),
  PROFILE_RSA_HASH(PROFILE, "anyconnect rsa-hash <hash:prf|sha1>"),
  PROFILE_SHUTDOWN(PROFILE, "shutdown"),
  PROFILE_IVRF(PROFILE, "ivrf <vrf:word>", "there are no VRFs"),

  COOKIE_CHALLENGE(GLOBAL, "crypto ikev2 cookie-challenge <count:0-1000>"),
  IKEV2_DPD(GLOBAL, "crypto ikev2 " + Notation.DPD),
  FRAGMENTATION(GLOBAL, "crypto ikev2 fragmentation [mtu <octets:256-1500>]"),
  LIMIT_NEGOTIATION(GLOBAL, "crypto ikev2 limit max-in-negotation-sa <count:1-1000000>"),
  LIMIT_SA(GLOBAL, "crypto ikev2 limit max-sa <count:1-1000000>"),
  HTTP_URL(GLOBAL, "crypto ikev2 http-url cert", "certificates are never fetched by HTTP"),

  TRANSFORM(
      GLOBAL,
      "crypto ipsec transform-set <name:word> {esp-aes [<bits:128|192|256>]"
          + " <hmac:esp-sha-hmac|esp-sha256-hmac|esp-sha384-hmac|esp-sha512-hmac>"
          + " | esp-gcm [<bits:128|192|256>] | esp-chacha20-poly1305}",
      TRANSFORM_SET),
  TRANSPORT_MODE(TRANSFORM_SET, "mode transport", "remote access needs tunnel mode"),
  SECURITY_ASSOCIATION_LIFETIME(
      GLOBAL, "crypto ipsec security-association lifetime seconds <seconds:120-2592000>"),
  SECURITY_ASSOCIATION_VOLUME(
      GLOBAL, "crypto ipsec security-association lifetime kilobytes " + Notation.KILOBYTES),
  IPSEC_PROFILE_NAMED(GLOBAL, "crypto ipsec profile <name:word>", IPSEC_PROFILE),
  SET_TRANSFORM_SET(IPSEC_PROFILE, "set transform-set <transform-set:word>..."),
  SET_PFS(IPSEC_PROFILE, "set pfs <group:group14|group15|group16|group19|group20|group21|group31>"),
  SET_LIFETIME(IPSEC_PROFILE, "set security-association lifetime seconds <seconds:120-2592000>"),
  SET_VOLUME(IPSEC_PROFILE, "set security-association lifetime kilobytes " + Notation.KILOBYTES),
  SET_IKEV2_PROFILE(IPSEC_PROFILE, "set ikev2-profile <profile:word>"),

  INTERFACE_NAMED(GLOBAL, "interface <name:virtual-template>", INTERFACE),
  TUNNEL_PROTECTION(INTERFACE, "tunnel protection ipsec profile <profile:word>"),
  ACCESS_GROUP(
      INTERFACE, "ip access-group <argument:line>", "traffic is not filtered by access lists"),
  INTERFACE_VRF(INTERFACE, "vrf forwarding <vrf:word>", "there are no VRFs"),
  SERVICE_POLICY(INTERFACE, "service-policy <argument:line>", "there is no quality of service"),

  LOCAL_POOL(GLOBAL, "ip local pool <name:word> <first:ipv4> [<last:ipv4>]"),
  IPV6_LOCAL_POOL(GLOBAL, "ipv6 local pool <name:word> <prefix:prefix> <assigned-length:1-128>"),
  STANDARD_ACCESS_LIST(GLOBAL, "ip access-list standard <name:word>", ACCESS_LIST),
  PERMIT(
      ACCESS_LIST,
      "[<sequence:1-2147483647>] permit {any | host <host:ipv4> | <network:ipv4>"
          + " [<wildcard:wildcard>]} [log]"),
  DENY(ACCESS_LIST, "[<sequence:1-2147483647>] deny <argument:line>");

  private final Mode mode;
  private final Syntax syntax;
  private final Standing standing;

  Command(Mode mode, String notation) {
    this(mode, notation, new Standing.Effective(Optional.empty()));
  }

  Command(Mode mode, String notation, Mode opens) {
    this(mode, notation, new Standing.Effective(Optional.of(opens)));
  }

  Command(Mode mode, String notation, String unavailable) {
    this(mode, notation, new Standing.Unavailable(unavailable));
  }

  Command(Mode mode, String notation, Standing standing) {
    this.mode = mode;
    this.syntax = Syntax.of(notation);
    this.standing = standing;
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
