package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.ike.crypto.IkeSuite;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.exchange.OfferedTransforms.Agreed;
import io.gatehouse.protocol.ike.message.Proposal;
import io.gatehouse.protocol.ike.policy.EspProposal;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import io.gatehouse.protocol.octets.Octets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Chooses one of the proposals of an SA payload (RFC 7296 section 2.7). The policy's order of
 * preference decides, like on IOS: its first proposal that any offered one fits, then its first
 * algorithm of each kind. The peer's order decides only between proposals that fit equally.
 *
 * <p>One thing comes before that order: a choice that uses the group of the peer's KE payload is
 * taken when the policy has any, since another group would cost a round trip. Who wants one group
 * only must configure one only.
 */
public final class ProposalSelection {

  private static final int NO_SPI = 0;
  private static final int IKE_SPI = 8;
  private static final int ESP_SPI = 4;
  private static final Octets RESERVED_ESP_SPIS = Octets.hex("000000");

  private ProposalSelection() {}

  /** What the responder makes of the proposals. */
  public sealed interface Selection<S> {}

  /**
   * Agreement.
   *
   * @param peerSpi the SPI of the chosen proposal
   * @param answer to be sent, with the responder's SPI put in by {@link Proposal#withSpi}
   */
  public record Chosen<S>(S suite, Octets peerSpi, Proposal answer) implements Selection<S> {}

  /** To be answered with INVALID_KE_PAYLOAD (RFC 7296 sections 1.2 and 1.3). */
  public record WrongKeyExchange<S>(KeyExchangeMethod wanted) implements Selection<S> {}

  /** To be answered with NO_PROPOSAL_CHOSEN. */
  public record None<S>() implements Selection<S> {}

  /**
   * In IKE_SA_INIT.
   *
   * @param sent the method of the KE payload
   */
  public static Selection<IkeSuite> initialIke(
      List<IkeProposal> policy, List<Proposal> offered, int sent) {
    return ike(policy, ofIke(offered, NO_SPI), sent);
  }

  /** In a CREATE_CHILD_SA exchange that rekeys an IKE SA. */
  public static Selection<IkeSuite> rekeyedIke(
      List<IkeProposal> policy, List<Proposal> offered, int sent) {
    return ike(policy, ofIke(offered, IKE_SPI), sent);
  }

  /** In IKE_AUTH, where there is no KE payload and group transforms mean nothing (section 1.2). */
  public static Selection<EspSuite> firstEsp(List<EspProposal> policy, List<Proposal> offered) {
    return best(policy, esp(offered), SuiteAgreement::firstEsp)
        .<Selection<EspSuite>>map(chosen -> chosen)
        .orElseGet(None::new);
  }

  /**
   * In CREATE_CHILD_SA.
   *
   * @param sent the method of the KE payload, if there is one
   */
  public static Selection<EspSuite> esp(
      List<EspProposal> policy, List<Proposal> offered, OptionalInt sent) {
    return select(
        keyExchange -> best(policy, esp(offered), SuiteAgreement.esp(keyExchange)),
        method -> sent.isPresent() && sent.getAsInt() == method.id(),
        EspSuite::keyExchange);
  }

  private static Selection<IkeSuite> ike(
      List<IkeProposal> policy, List<Proposal> offered, int sent) {
    return select(
        keyExchange -> best(policy, offered, SuiteAgreement.ike(keyExchange)),
        method -> method.id() == sent,
        suite -> Optional.of(suite.keyExchange()));
  }

  private static <S> Selection<S> select(
      Function<Predicate<KeyExchangeMethod>, Optional<Chosen<S>>> best,
      Predicate<KeyExchangeMethod> sent,
      Function<S, Optional<KeyExchangeMethod>> keyExchange) {
    return best.apply(sent)
        .<Selection<S>>map(chosen -> chosen)
        .or(
            () ->
                best.apply(any -> true)
                    .flatMap(chosen -> keyExchange.apply(chosen.suite()))
                    .map(WrongKeyExchange::new))
        .orElseGet(None::new);
  }

  private static <W, S> Optional<Chosen<S>> best(
      List<W> policy,
      List<Proposal> offered,
      BiFunction<W, OfferedTransforms, Optional<Agreed<S>>> agreement) {
    return policy.stream()
        .flatMap(
            wanted ->
                offered.stream()
                    .flatMap(
                        proposal ->
                            agreement.apply(wanted, OfferedTransforms.of(proposal)).stream()
                                .map(agreed -> chosen(proposal, agreed))))
        .findFirst();
  }

  private static <S> Chosen<S> chosen(Proposal proposal, Agreed<S> agreed) {
    Proposal answer =
        new Proposal(proposal.number(), proposal.protocol(), Octets.empty(), agreed.transforms());
    return new Chosen<>(agreed.algorithm(), proposal.spi(), answer);
  }

  private static List<Proposal> ofIke(List<Proposal> offered, int spiLength) {
    return offered.stream()
        .filter(proposal -> proposal.protocol() == Proposal.IKE)
        .filter(proposal -> proposal.spi().length() == spiLength)
        .toList();
  }

  private static List<Proposal> esp(List<Proposal> offered) {
    return offered.stream()
        .filter(proposal -> proposal.protocol() == Proposal.ESP)
        .filter(proposal -> isUsable(proposal.spi()))
        .toList();
  }

  /** SPIs up to 255 are reserved (RFC 4303 section 2.1). */
  private static boolean isUsable(Octets spi) {
    return spi.length() == ESP_SPI && !spi.startsWith(RESERVED_ESP_SPIS);
  }
}
