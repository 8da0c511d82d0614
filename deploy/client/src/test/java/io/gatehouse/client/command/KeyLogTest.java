package io.gatehouse.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.IkeKeys;
import io.gatehouse.protocol.ike.crypto.IkeSuite;
import io.gatehouse.protocol.ike.crypto.Integrity;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.Prf;
import io.gatehouse.protocol.ike.exchange.IkeSa;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyLogTest {

  @Test
  void aLineIsARowOfWiresharksTable() {
    assertThat(KeyLog.line(sa(Encryption.ENCR_AES_CBC, Optional.of(Integrity.AUTH_HMAC_SHA1_96))))
        .isEqualTo(
            "0000000000000001,ffffffffffffffff,e1,e2,\"AES-CBC-128 [RFC3602]\","
                + "a1,a2,\"HMAC_SHA1_96 [RFC2404]\"");
    assertThat(KeyLog.line(sa(Encryption.ENCR_AES_GCM_16, Optional.empty())))
        .contains("\"AES-GCM-128 with 16 octet ICV [RFC5282]\"")
        .endsWith("\"NONE [RFC4306]\"");
  }

  @Test
  void linesAreAdded(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("keys");
    var log = new KeyLog(file);
    log.write(sa(Encryption.ENCR_AES_GCM_16, Optional.empty()));
    log.write(sa(Encryption.ENCR_AES_GCM_16, Optional.empty()));
    assertThat(Files.readAllLines(file)).hasSize(2);
  }

  private static IkeSa sa(Encryption encryption, Optional<Integrity> integrity) {
    var suite =
        new IkeSuite(encryption, 128, integrity, Prf.PRF_HMAC_SHA1, KeyExchangeMethod.CURVE25519);
    var keys =
        new IkeKeys(key("dd"), key("a1"), key("a2"), key("e1"), key("e2"), key("b1"), key("b2"));
    return new IkeSa(1, -1, suite, keys);
  }

  private static Secret key(String hex) {
    return Secret.owned(Octets.hex(hex).toArray());
  }
}
