package io.gatehouse.cluster.config.language;

/** Parts of the grammar that several commands share. */
final class Notation {

  static final String SECRET = "<secret:secret>";

  static final String KEY = "{hex <hex:hex> | " + SECRET + "}";

  static final String PASSWORD = "[password " + SECRET + "]";

  static final String KIND = "<kind:psk|cert|eap|anyconnect-eap>";

  static final String DPD = "dpd <interval:10-3600> <retry:2-60> {on-demand | periodic}";

  static final String DN_FIELD =
      "<field:common-name|country|domain|locality|organization|organization-unit|state>";

  static final String KILOBYTES = "{<kilobytes:2560-4294967295> | disable}";

  private Notation() {}
}
