package io.gatehouse.benchmark.setup;

/** How sessions are set up: the rows of the table. A client's domain says which it is. */
enum Exchange {
  PSK_X25519("PSK, X25519", "psk", "psk", "curve25519"),
  RSA_EAP_X25519("RSA-2048, EAP-MSCHAPv2, X25519", "eap", "eap-mschapv2", "curve25519"),
  RSA_EAP_P256("RSA-2048, EAP-MSCHAPv2, P-256", "eap", "eap-mschapv2", "ecp256"),
  RSA_EAP_MODP2048("RSA-2048, EAP-MSCHAPv2, MODP-2048", "eap", "eap-mschapv2", "modp2048"),
  ECDSA_EAP_X25519("ECDSA-P256, EAP-MSCHAPv2, X25519", "ecdsa", "eap-mschapv2", "curve25519");

  /** Where charon checks the password by itself. */
  static final String LOCAL_USERS = "local";

  private final String title;
  private final String domain;
  private final String clientAuthentication;
  private final String keyExchange;

  Exchange(String title, String domain, String clientAuthentication, String keyExchange) {
    this.title = title;
    this.domain = domain;
    this.clientAuthentication = clientAuthentication;
    this.keyExchange = keyExchange;
  }

  String title() {
    return title;
  }

  String domain() {
    return domain;
  }

  /** In the words of strongSwan's load-tester. */
  String clientAuthentication() {
    return clientAuthentication;
  }

  String headendAuthentication() {
    return this == PSK_X25519 ? "psk" : "pubkey";
  }

  String headend() {
    return this == ECDSA_EAP_X25519 ? "headend-ecdsa.example.org" : "headend.example.org";
  }

  /** In strongSwan's notation. */
  String proposal() {
    return "aes256gcm16-prfsha256-" + keyExchange;
  }

  /** Whether charon can also do without RADIUS what Gatehouse asks RADIUS for. */
  boolean hasLocalVariant() {
    return domain.equals("eap");
  }
}
