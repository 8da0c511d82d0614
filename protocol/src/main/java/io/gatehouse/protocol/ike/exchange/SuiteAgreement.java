package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.ike.crypto.IkeSuite;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.Prf;
import io.gatehouse.protocol.ike.exchange.OfferedTransforms.Agreed;
import io.gatehouse.protocol.ike.exchange.OfferedTransforms.Cipher;
import io.gatehouse.protocol.ike.message.TransformType;
import io.gatehouse.protocol.ike.policy.EspProposal;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** What one proposal of the policy and one of the peer have in common (RFC 7296 section 3.3.3). */
final class SuiteAgreement {

  private static final Set<TransformType> IKE_TYPES =
      Set.of(TransformType.ENCR, TransformType.PRF, TransformType.INTEG, TransformType.KE);
  private static final Set<TransformType> ESP_TYPES =
      Set.of(TransformType.ENCR, TransformType.INTEG, TransformType.KE, TransformType.ESN);

  private static final int NO_ESN = 0;
  private static final int ESN = 1;

  private SuiteAgreement() {}

  /** Agreement on an IKE SA whose key exchange is one of {@code acceptable}. */
  static BiFunction<IkeProposal, OfferedTransforms, Optional<Agreed<IkeSuite>>> ike(
      Predicate<KeyExchangeMethod> acceptable) {
    return (wanted, offered) ->
        Optional.of(offered)
            .filter(transforms -> transforms.areOnlyOf(IKE_TYPES))
            .flatMap(transforms -> transforms.firstCipher(wanted.encryption(), wanted.integrity()))
            .flatMap(
                cipher ->
                    cipher.and(offered.first(TransformType.PRF, wanted.prf(), Prf::id), Keyed::new))
            .flatMap(
                keyed ->
                    keyed.and(
                        keyExchange(wanted.keyExchange(), offered, acceptable),
                        SuiteAgreement::ikeSuite));
  }

  /**
   * Agreement on a CHILD SA whose key exchange is one of {@code acceptable}, or absent when the
   * policy wants none.
   */
  static BiFunction<EspProposal, OfferedTransforms, Optional<Agreed<EspSuite>>> esp(
      Predicate<KeyExchangeMethod> acceptable) {
    return (wanted, offered) ->
        esp(
            wanted,
            offered,
            wanted.keyExchange().isEmpty()
                ? offered.absent(TransformType.KE).map(none -> none.as(Optional.empty()))
                : keyExchange(wanted.keyExchange(), offered, acceptable)
                    .map(agreed -> agreed.as(Optional.of(agreed.algorithm()))));
  }

  /** Agreement on the CHILD SA of IKE_AUTH, whatever is said about key exchange. */
  static Optional<Agreed<EspSuite>> firstEsp(EspProposal wanted, OfferedTransforms offered) {
    return esp(wanted, offered, Optional.of(new Agreed<>(Optional.empty(), List.of())));
  }

  private static Optional<Agreed<EspSuite>> esp(
      EspProposal wanted,
      OfferedTransforms offered,
      Optional<Agreed<Optional<KeyExchangeMethod>>> keyExchange) {
    return Optional.of(offered)
        .filter(transforms -> transforms.areOnlyOf(ESP_TYPES))
        .flatMap(transforms -> transforms.firstCipher(wanted.encryption(), wanted.integrity()))
        .flatMap(cipher -> cipher.and(keyExchange, SuiteAgreement::espSuite))
        .flatMap(
            suite ->
                suite.and(
                    offered.first(TransformType.ESN, List.of(NO_ESN, ESN), id -> id),
                    SuiteAgreement::withSequenceNumbers));
  }

  private static Optional<Agreed<KeyExchangeMethod>> keyExchange(
      List<KeyExchangeMethod> wanted,
      OfferedTransforms offered,
      Predicate<KeyExchangeMethod> acceptable) {
    return offered.first(
        TransformType.KE, wanted.stream().filter(acceptable).toList(), KeyExchangeMethod::id);
  }

  private static IkeSuite ikeSuite(Keyed keyed, KeyExchangeMethod keyExchange) {
    Cipher cipher = keyed.cipher();
    return new IkeSuite(
        cipher.choice().encryption(),
        cipher.choice().keyLength(),
        cipher.integrity(),
        keyed.prf(),
        keyExchange);
  }

  private static EspSuite espSuite(Cipher cipher, Optional<KeyExchangeMethod> keyExchange) {
    return new EspSuite(
        cipher.choice().encryption(),
        cipher.choice().keyLength(),
        cipher.integrity(),
        keyExchange,
        false);
  }

  private static EspSuite withSequenceNumbers(EspSuite suite, int esn) {
    return new EspSuite(
        suite.encryption(), suite.keyLength(), suite.integrity(), suite.keyExchange(), esn == ESN);
  }

  private record Keyed(Cipher cipher, Prf prf) {}
}
