package io.gatehouse.protocol.ike.crypto;

/**
 * What a peer's certificate is for. When it has an extendedKeyUsage at all, one of the role's must
 * be in it.
 *
 * <p>RFC 4945 section 5.1.3.12 knows only ipsecIKE and any, but clients' certificates are issued
 * for TLS clients, headends' for TLS servers, and both by Apple's and Cisco's rules
 * (ikeIntermediate). A web server's certificate must not open a tunnel as a client.
 */
public enum PeerRole {
  CLIENT("1.3.6.1.5.5.7.3.2", "clientAuth"),
  HEADEND("1.3.6.1.5.5.7.3.1", "serverAuth");

  private static final String IPSEC_IKE = "1.3.6.1.5.5.7.3.17";
  private static final String IKE_INTERMEDIATE = "1.3.6.1.5.5.8.2.2";
  private static final String ANY = "2.5.29.37.0";

  private final String own;
  private final String name;

  PeerRole(String own, String name) {
    this.own = own;
    this.name = name;
  }

  boolean accepts(String usage) {
    return usage.equals(own)
        || usage.equals(IPSEC_IKE)
        || usage.equals(IKE_INTERMEDIATE)
        || usage.equals(ANY);
  }

  String wanted() {
    return name + ", ipsecIKE, ikeIntermediate and any";
  }
}
