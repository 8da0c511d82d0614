package io.gatehouse.cluster.config.language;

/** Parts of the grammar that several commands share. */
final class Notation {

  /** IOS marks with 0 what is in the clear; the other digits are its own encryptions. */
  static final String SECRET =
      "{0 <secret:line> | {5 | 6 | 7 | 8 | 9} <encrypted:line> | <secret:line>}";

  static final String PASSWORD = "[password " + SECRET + "]";

  static final String KIND = "<kind:psk|cert|eap|anyconnect-eap>";

  static final String DPD = "dpd <interval:10-3600> <retry:2-60> {on-demand | periodic}";

  static final String DN_FIELD =
      "<field:common-name|country|domain|locality|organization|organization-unit|state>";

  private Notation() {}
}
