package io.gatehouse.node.cluster;

import io.gatehouse.cluster.membership.NodeName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The authority that vouches for the nodes of one cluster and for nobody else: {@code
 * authority.crt} and {@code authority.key} in a directory, beside the certificates it issued. Keys
 * are of the curve P-256.
 */
public final class ClusterAuthority {

  private static final Duration LIFE_OF_AUTHORITY = Duration.ofDays(20 * 365);
  private static final String AUTHORITY = "authority";
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private final Path directory;
  private final SecureRandom random;
  private final CertificateIssue issue;

  private ClusterAuthority(Path directory, SecureRandom random, CertificateIssue issue) {
    this.directory = directory;
    this.random = random;
    this.issue = issue;
  }

  /**
   * The authority in a directory, which is made when there is none.
   *
   * @throws IllegalArgumentException when what is there cannot be used, or nothing can be written
   */
  public static ClusterAuthority open(Path directory, InstantSource clock, SecureRandom random) {
    PemPair pair = PemPair.in(directory, AUTHORITY);
    if (!Files.exists(pair.certificate()) && !Files.exists(pair.key())) {
      KeyPair keys = newKeys(random);
      CertificateIssue issue = CertificateIssue.selfSigned(keys, LIFE_OF_AUTHORITY, clock, random);
      pair.write(issue.authority(), keys.getPrivate());
      return new ClusterAuthority(directory, random, issue);
    }
    TlsIdentity there =
        TlsIdentity.read(new TlsFiles(pair.certificate(), pair.key(), pair.certificate()));
    return new ClusterAuthority(
        directory, random, new CertificateIssue(there.certificate(), there.key(), clock, random));
  }

  /**
   * Issues a certificate for a node with a new key, in place of the one there is.
   *
   * @param hosts where the others reach the node
   * @return where certificate and key were written
   * @throws IllegalArgumentException when a file cannot be called so, or cannot be written
   */
  public TlsFiles issue(NodeName node, List<String> hosts, Duration life) {
    if (!FILE_NAME.matcher(node.text()).matches() || node.text().equals(AUTHORITY)) {
      throw new IllegalArgumentException(
          "no file can be called \"" + node + "\"; expected letters, digits, '.', '_' and '-'");
    }
    KeyPair keys = newKeys(random);
    X509Certificate certificate = issue.toNode(node, hosts, keys.getPublic(), life);
    PemPair pair = PemPair.in(directory, node.text());
    pair.write(certificate, keys.getPrivate());
    return new TlsFiles(
        pair.certificate(), pair.key(), PemPair.in(directory, AUTHORITY).certificate());
  }

  private static KeyPair newKeys(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has P-256", impossible);
    }
  }
}
