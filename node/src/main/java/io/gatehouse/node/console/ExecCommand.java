package io.gatehouse.node.console;

import static io.gatehouse.node.console.Privilege.PRIVILEGED;
import static io.gatehouse.node.console.Privilege.USER;

import io.gatehouse.cluster.config.language.Syntax;

/** The commands outside of the configuration, as they are written and who may give them. */
@SuppressWarnings("ImmutableEnumChecker") // records of lists that are copied
public enum ExecCommand {
  ENABLE(USER, "enable"),
  DISABLE(PRIVILEGED, "disable"),
  EXIT(USER, "{exit | logout | quit}"),

  SHOW_SESSIONS(USER, "show crypto ikev2 session [detailed] " + Notation.WHICH),
  SHOW_IKE_SAS(USER, "show crypto ikev2 sa [detailed] " + Notation.WHICH),
  SHOW_IKE_STATISTICS(USER, "show crypto ikev2 stats " + Notation.NODE),
  SHOW_PROFILES(USER, "show crypto ikev2 profile [<profile:word>]"),
  SHOW_IPSEC_SAS(USER, "show crypto ipsec sa " + Notation.WHICH),
  SHOW_CRYPTO_SESSIONS(USER, "show crypto session [detail] " + Notation.WHICH),
  SHOW_CERTIFICATES(USER, "show crypto pki certificates [<trustpoint:word>]"),
  SHOW_POOLS(USER, "show ip local pool [<pool:word>]"),
  SHOW_AAA_SERVERS(USER, "show aaa servers " + Notation.NODE),
  SHOW_RADIUS_STATISTICS(USER, "show radius statistics " + Notation.NODE),
  SHOW_CLUSTER(USER, "show cluster"),
  SHOW_VERSION(USER, "show version"),
  SHOW_RUNNING_CONFIGURATION(PRIVILEGED, "show running-config [<section:line>]"),
  SHOW_ARCHIVE(PRIVILEGED, "show archive [version <version:1-4294967295>]"),
  CLEAR_SESSIONS(
      PRIVILEGED,
      "clear crypto {ikev2 sa | session}"
          + " {all | user <user:word> | address <address:ip> | id <session:1-16777215>}"),
  TEST_AAA(
      PRIVILEGED,
      "test aaa group <group:word>"
          + " {user <user:word> password <password:word>"
          + " | <user:word> <password:word> <code:legacy|new-code>}"),
  TERMINAL_LENGTH(USER, "terminal length <lines:0-512>"),

  CONFIGURE_TERMINAL(PRIVILEGED, "configure terminal"),
  CONFIGURE_REPLACE(PRIVILEGED, "configure replace <file:line>"),
  CONFIGURE_ROLLBACK(PRIVILEGED, "configure rollback <version:1-4294967295>");

  /** Parts that several commands share. */
  private static final class Notation {
    static final String NODE = "[node <node:word>]";

    static final String WHICH = "[user <user:word>] [address <address:ip>] " + NODE;

    private Notation() {}
  }

  private final Privilege privilege;
  private final Syntax syntax;

  ExecCommand(Privilege privilege, String notation) {
    this.privilege = privilege;
    this.syntax = Syntax.of(notation);
  }

  Privilege privilege() {
    return privilege;
  }

  public Syntax syntax() {
    return syntax;
  }
}
