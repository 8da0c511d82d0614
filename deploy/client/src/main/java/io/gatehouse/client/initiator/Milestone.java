package io.gatehouse.client.initiator;

import java.util.Locale;

/** The steps of connecting, each of which a client can vanish after. */
public enum Milestone {
  SA_INIT_REQUEST,
  SA_INIT_RESPONSE,
  /** The first IKE_AUTH request was sent. */
  AUTH_REQUEST,
  HELLO,
  INIT,
  /** The headend's form has come. */
  FORM,
  AUTH_REPLY,
  COMPLETE,
  ACK,
  EAP_SUCCESS,
  /** The last IKE_AUTH request was sent. */
  FINAL_AUTH;

  /** As on the command line: {@code auth-reply}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
