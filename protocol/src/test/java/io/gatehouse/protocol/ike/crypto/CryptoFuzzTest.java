package io.gatehouse.protocol.ike.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Octets of strangers never get through, and never get an exception out. */
class CryptoFuzzTest {

  private static final List<IkeSuite> SUITES = Suites.all().toList();
  private static final List<EphemeralKey> EPHEMERAL_KEYS =
      Stream.of(KeyExchangeMethod.values())
          .map(method -> EphemeralKey.generate(method, new SecureRandom()))
          .toList();

  @FuzzTest
  void open(FuzzedDataProvider data) {
    IkeSuite suite = data.pickValue(SUITES);
    MessageProtection protection = MessageProtection.ofInitiator(suite, Suites.keys(suite));
    Octets before = Octets.owned(data.consumeBytes(IkeHeader.LENGTH + 8));
    Octets body = Octets.owned(data.consumeRemainingAsBytes());
    Octets datagram = Octets.concat(before, body);

    assertThat(protection.open(datagram, new Payload.Encrypted(33, body))).isEmpty();
    assertThat(protection.open(datagram, new Payload.EncryptedFragment(33, 1, 1, body))).isEmpty();
  }

  @FuzzTest
  void authentication(FuzzedDataProvider data) {
    TestKey key = data.pickValue(TestKey.values());
    int method = data.pickValue(new Integer[] {14, 14, 14, 14, 1, 9, 10, 11});
    Octets received = Octets.owned(data.consumeRemainingAsBytes());

    assertThat(
            SignatureAuthentication.verify(
                key.pair().getPublic(),
                new Payload.Authentication(method, received),
                Octets.utf8("signed")))
        .isFalse();
  }

  @FuzzTest
  void certificates(byte[] certificate) {
    assertThat(
            CertificateValidation.validate(
                List.of(Octets.owned(certificate)), List.of(), List.of(), Instant.EPOCH))
        .isInstanceOf(CertificateValidation.Outcome.Invalid.class);
  }

  @FuzzTest
  void enclosedCertificates(FuzzedDataProvider data) {
    Octets signature = Octets.owned(data.consumeBytes(80));
    Octets signedData = Octets.owned(data.consumeRemainingAsBytes());

    assertThat(EnclosedCertificates.signer(signedData, signature, Octets.utf8("signed")))
        .isInstanceOf(EnclosedCertificates.Outcome.Refused.class);
  }

  @FuzzTest
  void keyExchange(FuzzedDataProvider data) {
    EphemeralKey key = data.pickValue(EPHEMERAL_KEYS);
    Octets value = Octets.owned(data.consumeRemainingAsBytes());

    key.agree(value)
        .ifPresent(_ -> assertThat(value.length()).isEqualTo(key.publicValue().length()));
  }

  @FuzzTest
  void identity(FuzzedDataProvider data) {
    int type = data.consumeInt(0, 255);
    Octets identity = Octets.owned(data.consumeRemainingAsBytes());

    assertThat(
            IdentityBinding.binds(
                TestAuthority.ROOT.certificate(), new Identification(type, identity)))
        .isFalse();
  }
}
