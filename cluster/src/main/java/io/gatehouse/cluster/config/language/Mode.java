package io.gatehouse.cluster.config.language;

/** Where a command may stand: at the top, or inside the block that another command opens. */
public enum Mode {
  GLOBAL("the configuration"),
  ACCOUNTING("aaa accounting network"),
  SERVER_GROUP("aaa group server radius"),
  RADIUS_SERVER("radius server"),
  TRUSTPOINT("crypto pki trustpoint"),
  IKE_PROPOSAL("crypto ikev2 proposal"),
  IKE_POLICY("crypto ikev2 policy"),
  KEYRING("crypto ikev2 keyring"),
  PEER("peer"),
  AUTHORIZATION_POLICY("crypto ikev2 authorization policy"),
  NAME_MANGLER("crypto ikev2 name-mangler"),
  PROFILE("crypto ikev2 profile"),
  TRANSFORM_SET("crypto ipsec transform-set"),
  IPSEC_PROFILE("crypto ipsec profile"),
  INTERFACE("interface"),
  ACCESS_LIST("ip access-list standard");

  private final String title;

  Mode(String title) {
    this.title = title;
  }

  /** The words that open the block. */
  public String title() {
    return title;
  }
}
