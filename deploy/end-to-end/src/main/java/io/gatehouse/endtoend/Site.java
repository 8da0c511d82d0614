package io.gatehouse.endtoend;

import io.gatehouse.endtoend.certificate.CertificateAuthority;
import io.gatehouse.endtoend.certificate.Identity;
import io.gatehouse.endtoend.certificate.KeyType;
import io.gatehouse.endtoend.peer.ClientAuthentication;
import io.gatehouse.endtoend.peer.Connection;
import io.gatehouse.endtoend.peer.FreeRadius;
import io.gatehouse.endtoend.peer.RadiusUser;
import java.util.List;

/**
 * What the headend, the RADIUS server and the clients of one laboratory agree on: certificates, a
 * key, users. Clients say by the domain of their identity how they mean to be authenticated.
 */
public final class Site {
  public static final String SERVER = "headend.example.org";
  public static final String SERVER_ECDSA = "headend-ecdsa.example.org";
  public static final String SERVER_LARGE = "headend-large.example.org";
  public static final String PSK_DOMAIN = "psk.example.org";

  /** Whose CHILD SAs carry 2560 kilobytes each way. */
  public static final String METERED_DOMAIN = "metered.example.org";

  public static final String RSA_DOMAIN = "rsa.example.org";
  public static final String ECDSA_DOMAIN = "ecdsa.example.org";
  public static final String EAP_DOMAIN = "eap.example.org";
  public static final String LARGE_DOMAIN = "large.example.org";
  public static final String DEVICE = "laptop-07";
  public static final String PRE_SHARED_KEY = "a-pre-shared-key-of-the-laboratory";
  public static final String DNS_SERVER = "198.51.100.53";
  public static final String DNS_SERVER_IPV6 = "2001:db8:51::53";

  /** EAP-MSCHAPv2. */
  public static final RadiusUser ALICE = RadiusUser.of("alice", "alice-secret", "MSCHAPv2");

  /** EAP-GTC. */
  public static final RadiusUser BOB = RadiusUser.of("bob", "bob-secret", "GTC");

  /** EAP-MD5, which gives no key: AUTH is computed with SK_p. */
  public static final RadiusUser CAROL = RadiusUser.of("carol", "carol-secret", "MD5");

  /** EAP-TLS. */
  public static final RadiusUser DAVE = RadiusUser.of("dave", "dave-secret", "TLS");

  public static final String ERIN_ADDRESS = "10.99.0.222";

  /** Gets an address, a network and a class from RADIUS instead of from the headend. */
  public static final RadiusUser ERIN =
      RadiusUser.of("erin", "erin-secret", "MSCHAPv2")
          .replying(
              "Framed-IP-Address = " + ERIN_ADDRESS,
              "Class = \"laboratory\"",
              "Cisco-AVPair += \"ipsec:dns-servers=198.51.100.54\"",
              "Cisco-AVPair += \"ipsec:route-set=prefix 198.51.100.0/24\"");

  public static final String FRANK_ADDRESS = "2001:db8:98::7";

  /** Gets an IPv6 address from RADIUS, which no pool of the headend has. */
  public static final RadiusUser FRANK =
      RadiusUser.of("frank", "frank-secret", "MSCHAPv2")
          .replying("Framed-IPv6-Address = " + FRANK_ADDRESS);

  /** Has a password, then a token, and must choose a new PIN. */
  public static final RadiusUser GRACE =
      RadiusUser.of(FreeRadius.TOKEN_USER, "grace-secret", "MSCHAPv2");

  /** Has a password that has expired. */
  public static final RadiusUser HEIDI =
      RadiusUser.of(FreeRadius.EXPIRED_USER, "heidi-secret", "MSCHAPv2");

  public static final List<RadiusUser> USERS =
      List.of(ALICE, BOB, CAROL, DAVE, ERIN, FRANK, GRACE, HEIDI);

  private final CertificateAuthority authority =
      new CertificateAuthority("Laboratory Root", KeyType.RSA_2048);
  private final Identity server = authority.server(KeyType.RSA_2048, SERVER);
  private final Identity ecdsaServer = authority.server(KeyType.ECDSA_P256, SERVER_ECDSA);
  private final Identity largeServer = authority.largeServer(KeyType.RSA_2048, SERVER_LARGE);
  private final Identity revokedClient = authority.client(KeyType.RSA_2048, "stolen." + RSA_DOMAIN);

  public CertificateAuthority authority() {
    return authority;
  }

  public Identity server() {
    return server;
  }

  public Identity ecdsaServer() {
    return ecdsaServer;
  }

  public Identity largeServer() {
    return largeServer;
  }

  /** Named by the authority's revocation list. */
  public Identity revokedClient() {
    return revokedClient;
  }

  /** What AnyConnect shows of the machine that it runs on, beside its user or alone. */
  public Identity device(KeyType keyType) {
    return authority.client(keyType, DEVICE);
  }

  /** Likewise, of an authority that has only the name of the one that the headend trusts. */
  public Identity strangersDevice(KeyType keyType) {
    return new CertificateAuthority("Laboratory Root", KeyType.ECDSA_P256).client(keyType, DEVICE);
  }

  public Connection withPreSharedKey() {
    return withPreSharedKey(PRE_SHARED_KEY);
  }

  public Connection withPreSharedKey(String key) {
    return Connection.of(
        new ClientAuthentication.PreSharedKey("laptop@" + PSK_DOMAIN, key), SERVER);
  }

  /** With little to carry for a CHILD SA. */
  public Connection withMeteredPreSharedKey() {
    return Connection.of(
        new ClientAuthentication.PreSharedKey("laptop@" + METERED_DOMAIN, PRE_SHARED_KEY), SERVER);
  }

  public Connection withRsa() {
    return withCertificate(
        authority.client(KeyType.RSA_2048, "laptop." + RSA_DOMAIN), "laptop." + RSA_DOMAIN);
  }

  public Connection withRevokedCertificate() {
    return withCertificate(revokedClient, "stolen." + RSA_DOMAIN);
  }

  private static Connection withCertificate(Identity certificate, String identity) {
    return Connection.of(
        new ClientAuthentication.Certificate(identity, certificate, "pubkey"), SERVER);
  }

  /** RFC 7427 with RSASSA-PSS. */
  public Connection withRsaPss() {
    String identity = "laptop." + RSA_DOMAIN;
    Identity certificate = authority.client(KeyType.RSA_2048, identity);
    return Connection.of(
        new ClientAuthentication.Certificate(identity, certificate, "rsa/pss-sha256"), SERVER);
  }

  public Connection withEcdsa(KeyType keyType) {
    String identity = "laptop." + ECDSA_DOMAIN;
    return Connection.of(
        new ClientAuthentication.Certificate(
            identity, authority.client(keyType, identity), "pubkey"),
        SERVER_ECDSA);
  }

  /** EAP with the method that RADIUS has for this user. */
  public Connection withEap(RadiusUser user) {
    return withEap(user, user.password());
  }

  public Connection withEap(RadiusUser user, String password) {
    return Connection.of(
        new ClientAuthentication.EapPassword(user.name() + "@" + EAP_DOMAIN, user.name(), password),
        SERVER);
  }

  /** EAP behind a server certificate that does not fit into one datagram. */
  public Connection withLargeServerCertificate(RadiusUser user) {
    return Connection.of(
        new ClientAuthentication.EapPassword(
            user.name() + "@" + LARGE_DOMAIN, user.name(), user.password()),
        SERVER_LARGE);
  }

  public Connection withEapTls(RadiusUser user) {
    Identity certificate = authority.client(KeyType.RSA_2048, user.name());
    return Connection.of(
        new ClientAuthentication.EapTls(user.name() + "@" + EAP_DOMAIN, user.name(), certificate),
        SERVER);
  }
}
