package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.crypto.Integrity;
import io.gatehouse.protocol.ike.message.Proposal;
import io.gatehouse.protocol.ike.message.Transform;
import io.gatehouse.protocol.ike.message.TransformType;
import io.gatehouse.protocol.ike.policy.EncryptionChoice;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** The transforms of one proposal, searched for what a policy wants (RFC 7296 section 3.3.6). */
record OfferedTransforms(List<Transform> transforms) {

  /** INTEG NONE and KE NONE. */
  private static final int NONE = 0;

  static OfferedTransforms of(Proposal proposal) {
    return new OfferedTransforms(proposal.transforms());
  }

  /** A proposal with a transform type that is not understood is unacceptable as a whole. */
  boolean areOnlyOf(Set<TransformType> types) {
    return transforms.stream().allMatch(transform -> types.stream().anyMatch(transform::is));
  }

  boolean have(TransformType type) {
    return transforms.stream().anyMatch(transform -> transform.is(type));
  }

  /** A transform without attributes. */
  Optional<Transform> find(TransformType type, int id) {
    return find(type, id, OptionalInt.empty());
  }

  /** The first of {@code wanted} that is offered. */
  <A> Optional<Agreed<A>> first(TransformType type, List<A> wanted, ToIntFunction<A> id) {
    return wanted.stream()
        .flatMap(
            algorithm ->
                find(type, id.applyAsInt(algorithm)).stream()
                    .map(transform -> new Agreed<>(algorithm, List.of(transform))))
        .findFirst();
  }

  /**
   * The first of {@code encryption} that is offered, with what protects integrity. An AEAD needs
   * nothing besides: no INTEG at all, or INTEG NONE (RFC 7296 section 3.3). Anything else needs one
   * of {@code integrity}.
   */
  Optional<Agreed<Cipher>> firstCipher(
      List<EncryptionChoice> encryption, List<Integrity> integrity) {
    return encryption.stream().flatMap(choice -> cipher(choice, integrity).stream()).findFirst();
  }

  private Optional<Agreed<Cipher>> cipher(EncryptionChoice choice, List<Integrity> integrity) {
    Optional<Agreed<Optional<Integrity>>> protection =
        choice.encryption().aead()
            ? absent(TransformType.INTEG).map(none -> none.as(Optional.empty()))
            : first(TransformType.INTEG, integrity, Integrity::id)
                .map(agreed -> agreed.as(Optional.of(agreed.algorithm())));
    return find(choice)
        .map(transform -> new Agreed<>(choice, List.of(transform)))
        .flatMap(agreed -> agreed.and(protection, Cipher::new));
  }

  /** Agreement that there is nothing of {@code type}: none is offered, or NONE among others. */
  Optional<Agreed<TransformType>> absent(TransformType type) {
    return have(type)
        ? find(type, NONE).map(none -> new Agreed<>(type, List.of(none)))
        : Optional.of(new Agreed<>(type, List.of()));
  }

  private Optional<Transform> find(EncryptionChoice choice) {
    OptionalInt keyLength =
        choice.encryption().keyLengthNegotiated()
            ? OptionalInt.of(choice.keyLength())
            : OptionalInt.empty();
    return find(TransformType.ENCR, choice.encryption().id(), keyLength);
  }

  private Optional<Transform> find(TransformType type, int id, OptionalInt keyLength) {
    Transform wanted = new Transform(type.number(), id, keyLength, false);
    return transforms.stream().filter(wanted::equals).findFirst();
  }

  /** Encryption and, unless it is an AEAD, integrity. */
  record Cipher(EncryptionChoice choice, Optional<Integrity> integrity) {}

  /** What both sides can do, and the transforms that say so, in the peer's terms. */
  record Agreed<A>(A algorithm, List<Transform> transforms) {

    <B> Agreed<B> as(B other) {
      return new Agreed<>(other, transforms);
    }

    /** Both agreements, if there is another one. */
    <B, C> Optional<Agreed<C>> and(Optional<Agreed<B>> other, BiFunction<A, B, C> both) {
      return other.map(
          more ->
              new Agreed<>(
                  both.apply(algorithm, more.algorithm), concat(transforms, more.transforms)));
    }

    private static List<Transform> concat(List<Transform> some, List<Transform> more) {
      return Stream.concat(some.stream(), more.stream()).toList();
    }
  }
}
