package io.gatehouse.protocol.ike.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.Integrity;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.Prf;
import io.gatehouse.protocol.ike.exchange.ProposalSelection.Chosen;
import io.gatehouse.protocol.ike.message.Proposal;
import io.gatehouse.protocol.ike.message.Transform;
import io.gatehouse.protocol.ike.message.TransformType;
import io.gatehouse.protocol.ike.policy.EncryptionChoice;
import io.gatehouse.protocol.ike.policy.EspProposal;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import io.gatehouse.protocol.octets.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProposalOfferTest {

  private static final Octets ESP_SPI = Octets.hex("c1c2c3c4");
  private static final Transform NO_ESN = Transform.of(TransformType.ESN, 0);

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  @Test
  void aeadsHaveAProposalOfTheirOwn() {
    EspProposal policy =
        new EspProposal(
            "mixed",
            List.of(
                new EncryptionChoice(Encryption.ENCR_AES_GCM_16, 256),
                new EncryptionChoice(Encryption.ENCR_AES_CBC, 128),
                new EncryptionChoice(Encryption.ENCR_CHACHA20_POLY1305, 256)),
            List.of(Integrity.AUTH_HMAC_SHA2_256_128),
            List.of(KeyExchangeMethod.ECP_256));

    assertThat(ProposalOffer.firstEsp(List.of(policy), ESP_SPI))
        .containsExactly(
            new Proposal(
                1,
                Proposal.ESP,
                ESP_SPI,
                List.of(
                    Transform.of(TransformType.ENCR, 20, 256),
                    Transform.of(TransformType.ENCR, 28),
                    NO_ESN)),
            new Proposal(
                2,
                Proposal.ESP,
                ESP_SPI,
                List.of(
                    Transform.of(TransformType.ENCR, 12, 128),
                    Transform.of(TransformType.INTEG, 12),
                    NO_ESN)));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whoOffersItsPolicyGetsItsFirstChoiceFromItself(int seed) {
    IkeProposal policy = ikeProposal(new SplittableRandom(seed));
    KeyExchangeMethod sent = policy.keyExchange().getFirst();

    List<Proposal> offered = ProposalOffer.ike(List.of(policy), Octets.empty());
    var selection = ProposalSelection.initialIke(List.of(policy), offered, sent.id());

    assertThat(selection)
        .isInstanceOfSatisfying(
            Chosen.class,
            chosen ->
                assertThat(
                        ProposalOffer.initialIkeAnswer(
                            List.of(policy), List.of(chosen.answer()), sent))
                    .hasValueSatisfying(
                        answered -> assertThat(answered.suite()).isEqualTo(chosen.suite())));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anAnswerIsReadAsItWasMeant(int seed) {
    RandomGenerator random = new SplittableRandom(seed);
    List<EspProposal> responder = Stream.generate(() -> espProposal(random)).limit(2).toList();
    List<EspProposal> initiator = new ArrayList<>(responder.reversed());
    Optional<KeyExchangeMethod> sent = initiator.getFirst().keyExchange().stream().findFirst();

    var selection =
        ProposalSelection.esp(
            responder,
            ProposalOffer.esp(initiator, ESP_SPI),
            sent.stream().mapToInt(KeyExchangeMethod::id).findFirst());

    assertThat(selection)
        .isNotInstanceOf(ProposalSelection.None.class)
        .satisfies(
            any -> {
              if (any instanceof Chosen<?> chosen) {
                List<Proposal> answer = List.of(chosen.answer().withSpi(ESP_SPI));
                assertThat(ProposalOffer.espAnswer(initiator, answer, sent))
                    .hasValueSatisfying(
                        answered -> assertThat(answered.suite()).isEqualTo(chosen.suite()));
              }
            });
  }

  @Test
  void anAnswerWithAChoiceLeftIsNoAnswer() {
    IkeProposal policy = ikeProposal(new SplittableRandom(1));
    List<Proposal> offered = ProposalOffer.ike(List.of(policy), Octets.empty());
    KeyExchangeMethod sent = policy.keyExchange().getFirst();

    assertThat(ProposalOffer.initialIkeAnswer(List.of(policy), offered, sent)).isEmpty();
  }

  private static IkeProposal ikeProposal(RandomGenerator random) {
    return new IkeProposal(
        "random",
        encryption(random),
        List.of(Integrity.values()),
        List.of(oneOf(Prf.values(), random), Prf.PRF_HMAC_SHA1),
        List.of(oneOf(KeyExchangeMethod.values(), random)));
  }

  private static EspProposal espProposal(RandomGenerator random) {
    return new EspProposal(
        "random",
        encryption(random),
        List.of(oneOf(Integrity.values(), random)),
        random.nextBoolean() ? List.of() : List.of(oneOf(KeyExchangeMethod.values(), random)));
  }

  private static List<EncryptionChoice> encryption(RandomGenerator random) {
    return Stream.generate(() -> oneOf(Encryption.values(), random))
        .map(encryption -> new EncryptionChoice(encryption, 256))
        .limit(1 + random.nextInt(3))
        .distinct()
        .toList();
  }

  private static <T> T oneOf(T[] values, RandomGenerator random) {
    return List.of(values).get(random.nextInt(values.length));
  }
}
