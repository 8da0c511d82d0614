package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.ike.crypto.IkeSuite;
import io.gatehouse.protocol.ike.crypto.Integrity;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.Prf;
import io.gatehouse.protocol.ike.exchange.ProposalSelection.Chosen;
import io.gatehouse.protocol.ike.exchange.ProposalSelection.Selection;
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
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The initiator's side of {@link ProposalSelection}: what an SA payload offers, and whether the
 * answer is one of the things offered.
 *
 * <p>AEADs and other algorithms go into separate proposals, as RFC 5282 section 8 demands; within
 * one policy proposal the kind of its first algorithm comes first.
 */
public final class ProposalOffer {

  private static final int NO_ESN = 0;

  private ProposalOffer() {}

  /**
   * For an IKE SA.
   *
   * @param spi empty in IKE_SA_INIT, the new initiator's SPI in a rekey
   */
  public static List<Proposal> ike(List<IkeProposal> policy, Octets spi) {
    List<Proposal> proposals = new ArrayList<>();
    for (IkeProposal wanted : policy) {
      List<Transform> others =
          concat(
              transforms(TransformType.PRF, wanted.prf().stream().map(Prf::id)),
              groups(wanted.keyExchange()));
      for (List<Transform> ciphers : ciphers(wanted.encryption(), wanted.integrity())) {
        proposals.add(
            new Proposal(proposals.size() + 1, Proposal.IKE, spi, concat(ciphers, others)));
      }
    }
    return proposals;
  }

  /** For IKE_AUTH: without key exchange. */
  public static List<Proposal> firstEsp(List<EspProposal> policy, Octets spi) {
    return esp(policy.stream().map(ProposalOffer::withoutKeyExchange).toList(), spi);
  }

  /**
   * For CREATE_CHILD_SA.
   *
   * @param spi 4 octets, the initiator's inbound SPI
   */
  public static List<Proposal> esp(List<EspProposal> policy, Octets spi) {
    List<Proposal> proposals = new ArrayList<>();
    for (EspProposal wanted : policy) {
      List<Transform> others =
          concat(groups(wanted.keyExchange()), List.of(Transform.of(TransformType.ESN, NO_ESN)));
      for (List<Transform> ciphers : ciphers(wanted.encryption(), wanted.integrity())) {
        proposals.add(
            new Proposal(proposals.size() + 1, Proposal.ESP, spi, concat(ciphers, others)));
      }
    }
    return proposals;
  }

  /** What the responder chose in IKE_SA_INIT; nothing when that was not offered. */
  public static Optional<Chosen<IkeSuite>> initialIkeAnswer(
      List<IkeProposal> policy, List<Proposal> answer, KeyExchangeMethod sent) {
    return single(answer, ProposalSelection.initialIke(policy, answer, sent.id()));
  }

  /** What the responder chose for a rekeyed IKE SA; nothing when that was not offered. */
  public static Optional<Chosen<IkeSuite>> rekeyedIkeAnswer(
      List<IkeProposal> policy, List<Proposal> answer, KeyExchangeMethod sent) {
    return single(answer, ProposalSelection.rekeyedIke(policy, answer, sent.id()));
  }

  /** What the responder chose in IKE_AUTH; nothing when that was not offered. */
  public static Optional<Chosen<EspSuite>> firstEspAnswer(
      List<EspProposal> policy, List<Proposal> answer) {
    return single(answer, ProposalSelection.firstEsp(policy, answer));
  }

  /** What the responder chose in CREATE_CHILD_SA; nothing when that was not offered. */
  public static Optional<Chosen<EspSuite>> espAnswer(
      List<EspProposal> policy, List<Proposal> answer, Optional<KeyExchangeMethod> sent) {
    OptionalInt method = sent.stream().mapToInt(KeyExchangeMethod::id).findFirst();
    return single(answer, ProposalSelection.esp(policy, answer, method));
  }

  /** An answer is one proposal with one transform of each type (RFC 7296 section 2.7). */
  private static <S> Optional<Chosen<S>> single(List<Proposal> answer, Selection<S> selection) {
    return switch (selection) {
      case Chosen<S> chosen
          when answer.size() == 1
              && answer.getFirst().transforms().size() == chosen.answer().transforms().size() ->
          Optional.of(chosen);
      case Chosen<S> _, ProposalSelection.WrongKeyExchange<S> _, ProposalSelection.None<S> _ ->
          Optional.empty();
    };
  }

  private static EspProposal withoutKeyExchange(EspProposal wanted) {
    return new EspProposal(wanted.name(), wanted.encryption(), wanted.integrity(), List.of());
  }

  private static List<List<Transform>> ciphers(
      List<EncryptionChoice> encryption, List<Integrity> integrity) {
    List<Transform> aead = encryption(encryption, true);
    List<Transform> other =
        concat(
            encryption(encryption, false),
            transforms(TransformType.INTEG, integrity.stream().map(Integrity::id)));
    boolean aeadFirst =
        encryption.stream().findFirst().map(choice -> choice.encryption().aead()).orElse(false);
    boolean mixed =
        encryption.stream().map(choice -> choice.encryption().aead()).distinct().count() > 1;
    if (!mixed) {
      return List.of(aeadFirst ? aead : other);
    }
    return aeadFirst ? List.of(aead, other) : List.of(other, aead);
  }

  private static List<Transform> encryption(List<EncryptionChoice> choices, boolean aead) {
    return choices.stream()
        .filter(choice -> choice.encryption().aead() == aead)
        .map(ProposalOffer::transform)
        .toList();
  }

  private static Transform transform(EncryptionChoice choice) {
    int id = choice.encryption().id();
    return choice.encryption().keyLengthNegotiated()
        ? Transform.of(TransformType.ENCR, id, choice.keyLength())
        : Transform.of(TransformType.ENCR, id);
  }

  private static List<Transform> groups(List<KeyExchangeMethod> methods) {
    return transforms(TransformType.KE, methods.stream().map(KeyExchangeMethod::id));
  }

  private static List<Transform> transforms(TransformType type, Stream<Integer> ids) {
    return ids.map(id -> Transform.of(type, id)).toList();
  }

  private static List<Transform> concat(List<Transform> some, List<Transform> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
