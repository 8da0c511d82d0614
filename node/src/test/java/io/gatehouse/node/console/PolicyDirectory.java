package io.gatehouse.node.console;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** A policy that lacks its profile, with a certificate for it. */
final class PolicyDirectory {

  static final String POLICY =
      """
      hostname vpn1
      aaa new-model
      aaa authentication login list1 local
      aaa authorization network list1 local
      aaa accounting network list1 none
      username alice password 0 hunter2
      crypto pki trustpoint CA1
       certificate server.pem
       private-key server.key
       ca-certificate server.pem
       revocation-check none
      ip local pool REMOTE 10.99.0.1 10.99.0.254
      crypto ikev2 authorization policy example.com
       pool REMOTE
      crypto ikev2 name-mangler mangler1
       eap suffix delimiter @
      """;

  private static final String PASSWORD = "changeit";

  private PolicyDirectory() {}

  /** The file of the policy. */
  static Path in(Path directory) throws IOException, GeneralSecurityException {
    Path store = directory.resolve("store.p12");
    run(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-keyalg",
        "RSA",
        "-alias",
        "server",
        "-dname",
        "CN=vpn.example.com",
        "-ext",
        "san=dns:vpn.example.com",
        "-ext",
        "eku=serverAuth",
        "-ext",
        "bc=ca:true",
        "-validity",
        "3650",
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD,
        "-keystore",
        store.toString());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    pem(directory, "server.pem", "CERTIFICATE", keys.getCertificate("server").getEncoded());
    pem(
        directory,
        "server.key",
        "PRIVATE KEY",
        keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
    return Files.writeString(directory.resolve("flexvpn.conf"), POLICY);
  }

  private static void pem(Path directory, String file, String label, byte[] der)
      throws IOException {
    Files.writeString(
        directory.resolve(file),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(
                label,
                Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der),
                label));
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), US_ASCII);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(said);
    }
  }
}
