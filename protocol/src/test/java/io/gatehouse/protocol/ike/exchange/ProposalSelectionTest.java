package io.gatehouse.protocol.ike.exchange;

import static io.gatehouse.protocol.ike.crypto.Encryption.ENCR_AES_CBC;
import static io.gatehouse.protocol.ike.crypto.Encryption.ENCR_AES_GCM_16;
import static io.gatehouse.protocol.ike.crypto.Encryption.ENCR_CHACHA20_POLY1305;
import static io.gatehouse.protocol.ike.crypto.Integrity.AUTH_HMAC_SHA1_96;
import static io.gatehouse.protocol.ike.crypto.Integrity.AUTH_HMAC_SHA2_256_128;
import static io.gatehouse.protocol.ike.crypto.KeyExchangeMethod.CURVE25519;
import static io.gatehouse.protocol.ike.crypto.KeyExchangeMethod.ECP_256;
import static io.gatehouse.protocol.ike.crypto.KeyExchangeMethod.MODP_2048;
import static io.gatehouse.protocol.ike.crypto.Prf.PRF_HMAC_SHA1;
import static io.gatehouse.protocol.ike.crypto.Prf.PRF_HMAC_SHA2_256;
import static io.gatehouse.protocol.ike.message.TransformType.ENCR;
import static io.gatehouse.protocol.ike.message.TransformType.ESN;
import static io.gatehouse.protocol.ike.message.TransformType.INTEG;
import static io.gatehouse.protocol.ike.message.TransformType.KE;
import static io.gatehouse.protocol.ike.message.TransformType.PRF;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.ike.crypto.IkeSuite;
import io.gatehouse.protocol.ike.crypto.Integrity;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.exchange.ProposalSelection.Chosen;
import io.gatehouse.protocol.ike.exchange.ProposalSelection.None;
import io.gatehouse.protocol.ike.exchange.ProposalSelection.Selection;
import io.gatehouse.protocol.ike.exchange.ProposalSelection.WrongKeyExchange;
import io.gatehouse.protocol.ike.message.Proposal;
import io.gatehouse.protocol.ike.message.Transform;
import io.gatehouse.protocol.ike.policy.EncryptionChoice;
import io.gatehouse.protocol.ike.policy.EspProposal;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import io.gatehouse.protocol.octets.Octets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProposalSelectionTest {

  private static final EncryptionChoice CBC_256 = new EncryptionChoice(ENCR_AES_CBC, 256);
  private static final EncryptionChoice CBC_128 = new EncryptionChoice(ENCR_AES_CBC, 128);
  private static final EncryptionChoice GCM_256 = new EncryptionChoice(ENCR_AES_GCM_16, 256);
  private static final EncryptionChoice CHACHA20 =
      new EncryptionChoice(ENCR_CHACHA20_POLY1305, 256);

  private static final Octets ESP_SPI = Octets.hex("c1c2c3c4");

  private static final Transform OFFERED_CBC_256 = Transform.of(ENCR, 12, 256);
  private static final Transform OFFERED_CBC_128 = Transform.of(ENCR, 12, 128);
  private static final Transform OFFERED_GCM_256 = Transform.of(ENCR, 20, 256);
  private static final Transform OFFERED_SHA256 = Transform.of(INTEG, 12);
  private static final Transform OFFERED_PRF = Transform.of(PRF, 5);
  private static final Transform OFFERED_ECP_256 = Transform.of(KE, 19);
  private static final Transform OFFERED_MODP_2048 = Transform.of(KE, 14);
  private static final Transform NO_INTEGRITY = Transform.of(INTEG, 0);
  private static final Transform NO_KEY_EXCHANGE = Transform.of(KE, 0);
  private static final Transform NO_ESN = Transform.of(ESN, 0);
  private static final Transform WITH_ESN = Transform.of(ESN, 1);

  @Nested
  class Ike {

    private final IkeProposal cbc =
        ikePolicy(List.of(CBC_256, CBC_128), List.of(ECP_256, MODP_2048));
    private final IkeProposal gcm = ikePolicy(List.of(GCM_256), List.of(ECP_256));

    @Test
    void theAnswerRepeatsNumberAndTransformsOfThePeer() {
      Proposal offered =
          ike(
              7,
              OFFERED_CBC_128,
              OFFERED_CBC_256,
              Transform.of(INTEG, 2),
              OFFERED_SHA256,
              OFFERED_PRF,
              OFFERED_MODP_2048,
              OFFERED_ECP_256);

      assertThat(ProposalSelection.initialIke(List.of(cbc), List.of(offered), 19))
          .isEqualTo(
              new Chosen<>(
                  new IkeSuite(
                      ENCR_AES_CBC,
                      256,
                      Optional.of(AUTH_HMAC_SHA2_256_128),
                      PRF_HMAC_SHA2_256,
                      ECP_256),
                  Octets.empty(),
                  ike(7, OFFERED_CBC_256, OFFERED_SHA256, OFFERED_PRF, OFFERED_ECP_256)));
    }

    @Test
    void thePolicysFirstProposalWinsOverThePeersFirst() {
      Proposal first = ike(1, OFFERED_CBC_256, OFFERED_SHA256, OFFERED_PRF, OFFERED_ECP_256);
      Proposal second = ike(2, OFFERED_GCM_256, OFFERED_PRF, OFFERED_ECP_256);

      assertThat(
              answer(ProposalSelection.initialIke(List.of(gcm, cbc), List.of(first, second), 19)))
          .isEqualTo(second);
      assertThat(
              answer(ProposalSelection.initialIke(List.of(cbc, gcm), List.of(first, second), 19)))
          .isEqualTo(first);
    }

    @Test
    void theGroupOfTheKeyExchangePayloadComesBeforeThePolicysOrder() {
      Proposal aead = ike(1, OFFERED_GCM_256, OFFERED_PRF, OFFERED_ECP_256, OFFERED_MODP_2048);
      Proposal other =
          ike(2, OFFERED_CBC_256, OFFERED_SHA256, OFFERED_PRF, OFFERED_ECP_256, OFFERED_MODP_2048);

      assertThat(answer(ProposalSelection.initialIke(List.of(gcm, cbc), List.of(aead, other), 14)))
          .isEqualTo(ike(2, OFFERED_CBC_256, OFFERED_SHA256, OFFERED_PRF, OFFERED_MODP_2048));
    }

    @Test
    void anotherGroupIsAskedForWhenOnlyThatFits() {
      Proposal offered = ike(1, OFFERED_GCM_256, OFFERED_PRF, OFFERED_ECP_256, OFFERED_MODP_2048);

      assertThat(ProposalSelection.initialIke(List.of(gcm), List.of(offered), 14))
          .isEqualTo(new WrongKeyExchange<>(ECP_256));
    }

    @Test
    void aGroupThatWasNotOfferedIsNotChosenEvenIfItWasSent() {
      Proposal offered = ike(1, OFFERED_GCM_256, OFFERED_PRF, OFFERED_MODP_2048);

      assertThat(ProposalSelection.initialIke(List.of(gcm), List.of(offered), 19))
          .isEqualTo(new None<>());
    }

    @Test
    void anAeadTakesNoIntegrityAlgorithm() {
      Proposal withIntegrity =
          ike(1, OFFERED_GCM_256, OFFERED_SHA256, OFFERED_PRF, OFFERED_ECP_256);
      Proposal withNone =
          ike(2, OFFERED_GCM_256, OFFERED_SHA256, NO_INTEGRITY, OFFERED_PRF, OFFERED_ECP_256);

      assertThat(ProposalSelection.initialIke(List.of(gcm), List.of(withIntegrity), 19))
          .isEqualTo(new None<>());
      assertThat(answer(ProposalSelection.initialIke(List.of(gcm), List.of(withNone), 19)))
          .isEqualTo(ike(2, OFFERED_GCM_256, NO_INTEGRITY, OFFERED_PRF, OFFERED_ECP_256));
    }

    @Test
    void otherCiphersNeedAnIntegrityAlgorithm() {
      assertThat(
              ProposalSelection.initialIke(
                  List.of(cbc),
                  List.of(
                      ike(1, OFFERED_CBC_256, OFFERED_PRF, OFFERED_ECP_256),
                      ike(2, OFFERED_CBC_256, NO_INTEGRITY, OFFERED_PRF, OFFERED_ECP_256)),
                  19))
          .isEqualTo(new None<>());
    }

    @Test
    void keyLengthsMustAgreeAndChaCha20HasNone() {
      IkeProposal chaCha20 = ikePolicy(List.of(CHACHA20), List.of(ECP_256));
      Proposal right = ike(1, Transform.of(ENCR, 28), OFFERED_PRF, OFFERED_ECP_256);
      Proposal wrong = ike(1, Transform.of(ENCR, 28, 256), OFFERED_PRF, OFFERED_ECP_256);
      Proposal without =
          ike(1, Transform.of(ENCR, 12), OFFERED_SHA256, OFFERED_PRF, OFFERED_ECP_256);

      assertThat(answer(ProposalSelection.initialIke(List.of(chaCha20), List.of(right), 19)))
          .isEqualTo(right);
      assertThat(ProposalSelection.initialIke(List.of(chaCha20), List.of(wrong), 19))
          .isEqualTo(new None<>());
      assertThat(ProposalSelection.initialIke(List.of(cbc), List.of(without), 19))
          .isEqualTo(new None<>());
    }

    @Test
    void aTransformWithAnUnknownAttributeIsUnacceptableByItself() {
      Transform odd = new Transform(ENCR.number(), 12, OptionalInt.of(256), true);
      Proposal offered = ike(1, odd, OFFERED_CBC_128, OFFERED_SHA256, OFFERED_PRF, OFFERED_ECP_256);

      assertThat(answer(ProposalSelection.initialIke(List.of(cbc), List.of(offered), 19)))
          .isEqualTo(ike(1, OFFERED_CBC_128, OFFERED_SHA256, OFFERED_PRF, OFFERED_ECP_256));
    }

    @Test
    void aProposalWithAnUnknownTransformTypeIsUnacceptable() {
      Transform additionalKeyExchange = new Transform(6, 35, OptionalInt.empty(), false);
      Proposal offered =
          ike(1, OFFERED_GCM_256, OFFERED_PRF, OFFERED_ECP_256, additionalKeyExchange);

      assertThat(ProposalSelection.initialIke(List.of(gcm), List.of(offered), 19))
          .isEqualTo(new None<>());
    }

    @Test
    void onlyARekeyHasSpis() {
      Octets spi = Octets.hex("0102030405060708");
      Proposal without = ike(1, OFFERED_GCM_256, OFFERED_PRF, OFFERED_ECP_256);
      Proposal with = without.withSpi(spi);

      assertThat(ProposalSelection.initialIke(List.of(gcm), List.of(with), 19))
          .isEqualTo(new None<>());
      assertThat(ProposalSelection.rekeyedIke(List.of(gcm), List.of(without), 19))
          .isEqualTo(new None<>());
      assertThat(chosen(ProposalSelection.rekeyedIke(List.of(gcm), List.of(with), 19)).peerSpi())
          .isEqualTo(spi);
    }

    private IkeProposal ikePolicy(
        List<EncryptionChoice> encryption, List<KeyExchangeMethod> keyExchange) {
      return new IkeProposal(
          "policy",
          encryption,
          List.of(AUTH_HMAC_SHA2_256_128, AUTH_HMAC_SHA1_96),
          List.of(PRF_HMAC_SHA2_256, PRF_HMAC_SHA1),
          keyExchange);
    }
  }

  @Nested
  class Esp {

    private final EspProposal cbc = espPolicy(List.of());
    private final EspProposal cbcWithPfs = espPolicy(List.of(CURVE25519, ECP_256));

    @Test
    void theFirstChildSaHasNoKeyExchangeWhateverIsOffered() {
      Proposal offered = esp(1, OFFERED_CBC_256, OFFERED_SHA256, OFFERED_ECP_256, NO_ESN, WITH_ESN);
      EspSuite suite = suite(Optional.empty(), false);
      Proposal answer = esp(1, OFFERED_CBC_256, OFFERED_SHA256, NO_ESN).withSpi(Octets.empty());

      assertThat(ProposalSelection.firstEsp(List.of(cbc), List.of(offered)))
          .isEqualTo(new Chosen<>(suite, ESP_SPI, answer));
      assertThat(ProposalSelection.firstEsp(List.of(cbcWithPfs), List.of(offered)))
          .isEqualTo(new Chosen<>(suite, ESP_SPI, answer));
    }

    @Test
    void extendedSequenceNumbersAreUsedWhenNothingElseIsOffered() {
      Proposal offered = esp(1, OFFERED_CBC_256, OFFERED_SHA256, WITH_ESN);

      assertThat(chosen(ProposalSelection.firstEsp(List.of(cbc), List.of(offered))).suite())
          .isEqualTo(suite(Optional.empty(), true));
    }

    @Test
    void aProposalWithoutTheMandatoryEsnTypeIsUnacceptable() {
      Proposal offered = esp(1, OFFERED_CBC_256, OFFERED_SHA256);

      assertThat(ProposalSelection.firstEsp(List.of(cbc), List.of(offered)))
          .isEqualTo(new None<>());
    }

    @Test
    void theGroupOfTheKeyExchangePayloadIsChosen() {
      Proposal offered =
          esp(1, OFFERED_CBC_256, OFFERED_SHA256, OFFERED_ECP_256, Transform.of(KE, 31), NO_ESN);

      assertThat(
              chosen(
                      ProposalSelection.esp(
                          List.of(cbcWithPfs), List.of(offered), OptionalInt.of(19)))
                  .suite())
          .isEqualTo(suite(Optional.of(ECP_256), false));
    }

    @Test
    void aGroupThatFitsIsAskedForWhenAnotherOrNoneWasSent() {
      Proposal offered = esp(1, OFFERED_CBC_256, OFFERED_SHA256, OFFERED_ECP_256, NO_ESN);

      assertThat(ProposalSelection.esp(List.of(cbcWithPfs), List.of(offered), OptionalInt.of(14)))
          .isEqualTo(new WrongKeyExchange<>(ECP_256));
      assertThat(ProposalSelection.esp(List.of(cbcWithPfs), List.of(offered), OptionalInt.empty()))
          .isEqualTo(new WrongKeyExchange<>(ECP_256));
    }

    @Test
    void aPolicyWithoutPfsTakesNoKeyExchange() {
      Proposal without = esp(1, OFFERED_CBC_256, OFFERED_SHA256, NO_ESN);
      Proposal optional =
          esp(2, OFFERED_CBC_256, OFFERED_SHA256, OFFERED_ECP_256, NO_KEY_EXCHANGE, NO_ESN);
      Proposal demanded = esp(3, OFFERED_CBC_256, OFFERED_SHA256, OFFERED_ECP_256, NO_ESN);

      assertThat(answer(ProposalSelection.esp(List.of(cbc), List.of(without), OptionalInt.empty())))
          .isEqualTo(without.withSpi(Octets.empty()));
      assertThat(answer(ProposalSelection.esp(List.of(cbc), List.of(optional), OptionalInt.of(19))))
          .isEqualTo(
              esp(2, OFFERED_CBC_256, OFFERED_SHA256, NO_KEY_EXCHANGE, NO_ESN)
                  .withSpi(Octets.empty()));
      assertThat(ProposalSelection.esp(List.of(cbc), List.of(demanded), OptionalInt.of(19)))
          .isEqualTo(new None<>());
    }

    @Test
    void aPolicyWithPfsTakesNothingLess() {
      Proposal without = esp(1, OFFERED_CBC_256, OFFERED_SHA256, NO_ESN);

      assertThat(ProposalSelection.esp(List.of(cbcWithPfs), List.of(without), OptionalInt.empty()))
          .isEqualTo(new None<>());
    }

    @Test
    void reservedSpisAndOtherProtocolsAreNotChosen() {
      Proposal esp = esp(1, OFFERED_CBC_256, OFFERED_SHA256, NO_ESN);
      Proposal ah = new Proposal(2, Proposal.AH, ESP_SPI, esp.transforms());

      assertThat(
              ProposalSelection.firstEsp(
                  List.of(cbc), List.of(esp.withSpi(Octets.hex("000000ff")), ah)))
          .isEqualTo(new None<>());
    }

    private EspProposal espPolicy(List<KeyExchangeMethod> keyExchange) {
      return new EspProposal(
          "policy", List.of(GCM_256, CBC_256), List.of(AUTH_HMAC_SHA2_256_128), keyExchange);
    }

    private EspSuite suite(Optional<KeyExchangeMethod> keyExchange, boolean esn) {
      Optional<Integrity> integrity = Optional.of(AUTH_HMAC_SHA2_256_128);
      return new EspSuite(ENCR_AES_CBC, 256, integrity, keyExchange, esn);
    }
  }

  private static Proposal ike(int number, Transform... transforms) {
    return new Proposal(number, Proposal.IKE, Octets.empty(), List.of(transforms));
  }

  private static Proposal esp(int number, Transform... transforms) {
    return new Proposal(number, Proposal.ESP, ESP_SPI, List.of(transforms));
  }

  private static <S> Proposal answer(Selection<S> selection) {
    return chosen(selection).answer();
  }

  private static <S> Chosen<S> chosen(Selection<S> selection) {
    assertThat(selection).isInstanceOf(Chosen.class);
    return (Chosen<S>) selection;
  }
}
