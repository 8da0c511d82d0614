package io.gatehouse.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ClusterCommandTest {

  private static final int IP_ADDRESS = 7;
  private static final int DNS_NAME = 2;

  @TempDir private Path directory;

  @Test
  void makesAnAuthorityAndTheNodesCertificates() throws IOException, GeneralSecurityException {
    assertThat(certificates("a=10.0.0.1,b=vpn-b.example.com,c=2001:db8::3")).isZero();

    X509Certificate authority = read("authority.crt");
    for (String node : List.of("a", "b", "c")) {
      read(node + ".crt").verify(authority.getPublicKey());
      assertThat(PosixFilePermissions.toString(permissions(node + ".key"))).isEqualTo("rw-------");
    }
    assertThat(read("a.crt").getSubjectAlternativeNames())
        .containsExactly(List.of(IP_ADDRESS, "10.0.0.1"));
    assertThat(read("b.crt").getSubjectAlternativeNames())
        .containsExactly(List.of(DNS_NAME, "vpn-b.example.com"));
    assertThat(authority.getBasicConstraints()).isZero();
    assertThat(read("a.crt").getBasicConstraints()).isEqualTo(-1);
  }

  @Test
  void aNodeThatIsAddedLaterGetsItsCertificateFromTheSameAuthority()
      throws IOException, GeneralSecurityException {
    certificates("a=10.0.0.1");
    X509Certificate authority = read("authority.crt");
    X509Certificate first = read("a.crt");

    assertThat(certificates("b=10.0.0.2")).isZero();

    assertThat(read("authority.crt")).isEqualTo(authority);
    assertThat(read("a.crt")).isEqualTo(first);
    read("b.crt").verify(authority.getPublicKey());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a=", "a=10.0.0.1:99", "authority=10.0.0.1", "../a=10.0.0.1", "a=0.0.0.0"})
  void aMistakeIsRefused(String nodes) {
    assertThat(certificates(nodes)).isEqualTo(Main.EXIT_CONFIGURATION);
    assertThat(directory.resolve("a.crt")).doesNotExist();
  }

  private int certificates(String nodes) {
    return new CommandLine(new Main())
        .execute("cluster", "certificates", "--directory", directory.toString(), "--nodes", nodes);
  }

  private Set<PosixFilePermission> permissions(String file) throws IOException {
    return Files.getPosixFilePermissions(directory.resolve(file));
  }

  private X509Certificate read(String file) throws IOException, GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(Files.readAllBytes(directory.resolve(file))));
  }
}
