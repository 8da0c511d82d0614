package io.gatehouse.protocol.ike.crypto;

/** Numbers of the AUTH payload's method (IANA "IKEv2 Authentication Method"). */
public final class AuthenticationMethod {

  public static final int RSA_DIGITAL_SIGNATURE = 1;
  public static final int SHARED_KEY_MESSAGE_INTEGRITY_CODE = 2;
  public static final int ECDSA_SHA256_P256 = 9;
  public static final int ECDSA_SHA384_P384 = 10;
  public static final int ECDSA_SHA512_P521 = 11;
  public static final int DIGITAL_SIGNATURE = 14;

  private AuthenticationMethod() {}
}
