package io.gatehouse.cluster.config;

/** How a user's password is proved to a RADIUS server. */
public enum PasswordProtocol {
  /** In User-Password (RFC 2865 section 5.2): the server, or what is behind it, sees it. */
  PAP,

  /**
   * By a response to a challenge (RFC 2759, RFC 2548 section 2.3), as directories with NT hashes.
   */
  MS_CHAP_V2
}
