package io.gatehouse.cluster.config.meaning;

import static io.gatehouse.cluster.config.language.Command.ENCRYPTION;
import static io.gatehouse.cluster.config.language.Command.GROUP;
import static io.gatehouse.cluster.config.language.Command.IKEV2_POLICY;
import static io.gatehouse.cluster.config.language.Command.IKEV2_PROPOSAL;
import static io.gatehouse.cluster.config.language.Command.INTEGRITY;
import static io.gatehouse.cluster.config.language.Command.POLICY_PROPOSAL;
import static io.gatehouse.cluster.config.language.Command.PRF;

import io.gatehouse.cluster.config.language.Command;
import io.gatehouse.cluster.config.language.Problems;
import io.gatehouse.cluster.config.language.Section;
import io.gatehouse.cluster.config.language.Statement;
import io.gatehouse.cluster.config.language.Token;
import io.gatehouse.protocol.ike.crypto.Integrity;
import io.gatehouse.protocol.ike.crypto.Prf;
import io.gatehouse.protocol.ike.policy.EncryptionChoice;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Function;

/** {@code crypto ikev2 proposal} and {@code crypto ikev2 policy}. */
final class IkeProposals {

  private final Problems problems;

  IkeProposals(Problems problems) {
    this.problems = problems;
  }

  /** The proposals of all policies in their order; the default ones when there is no policy. */
  List<IkeProposal> read(Section section) {
    Catalogue<List<IkeProposal>> proposals = new Catalogue<>("crypto ikev2 proposal");
    proposals.define(Defaults.NAME, Optional.of(Defaults.IKE_PROPOSALS));
    for (Statement statement : section.all(IKEV2_PROPOSAL)) {
      proposals.define(statement.required("name").text(), proposal(statement).map(List::of));
    }
    SequencedSet<String> used = new LinkedHashSet<>();
    List<IkeProposal> preferred = new ArrayList<>();
    for (Statement policy : section.all(IKEV2_POLICY)) {
      List<Statement> names = policy.body().all(POLICY_PROPOSAL);
      if (names.isEmpty()) {
        problems.missing(policy, "the policy has no proposal", "'proposal'");
      }
      for (Statement name : names) {
        used.add(name.required("proposal").text());
        proposals.resolve(name.required("proposal"), problems).ifPresent(preferred::addAll);
      }
    }
    noticeUnused(section, used);
    return section.has(IKEV2_POLICY)
        ? preferred.stream().distinct().toList()
        : proposals.find(Defaults.NAME).orElse(Defaults.IKE_PROPOSALS);
  }

  private void noticeUnused(Section section, SequencedSet<String> used) {
    for (Statement statement : section.all(IKEV2_PROPOSAL)) {
      Token name = statement.required("name");
      boolean isDefault = name.text().equals(Defaults.NAME) && !section.has(IKEV2_POLICY);
      if (!used.contains(name.text()) && !isDefault) {
        problems.notice(name, "no effect: no 'crypto ikev2 policy' names this proposal");
      }
    }
  }

  private Optional<IkeProposal> proposal(Statement statement) {
    Section body = statement.body();
    int before = problems.mistakes().size();
    List<EncryptionChoice> encryption = list(body, ENCRYPTION, "algorithm", Algorithms::encryption);
    List<Integrity> integrity = list(body, INTEGRITY, "algorithm", Algorithms::integrity);
    List<Prf> prf = list(body, PRF, "algorithm", Algorithms::prf);
    IkeProposal proposal =
        new IkeProposal(
            statement.required("name").text(),
            encryption,
            integrity,
            prf.isEmpty() ? integrity.stream().map(Algorithms::prf).toList() : prf,
            list(body, GROUP, "group", Algorithms::group));
    check(statement, proposal);
    return problems.mistakes().size() == before ? Optional.of(proposal) : Optional.empty();
  }

  private void check(Statement statement, IkeProposal proposal) {
    if (proposal.encryption().isEmpty()) {
      problems.missing(statement, "the proposal has no encryption", "'encryption'");
    }
    if (proposal.keyExchange().isEmpty()) {
      problems.missing(statement, "the proposal has no group", "'group'");
    }
    boolean aead = proposal.encryption().stream().anyMatch(e -> e.encryption().aead());
    if (aead) {
      checkAead(statement, proposal);
    } else if (proposal.integrity().isEmpty()) {
      problems.missing(statement, "the proposal has no integrity", "'integrity'");
    }
    if (aead && proposal.prf().isEmpty()) {
      problems.missing(
          statement, "the proposal has no prf, and its encryption needs no integrity", "'prf'");
    }
  }

  /** RFC 5282 section 8: combined modes are proposed apart, and without integrity. */
  private void checkAead(Statement statement, IkeProposal proposal) {
    statement
        .body()
        .last(INTEGRITY)
        .ifPresent(
            integrity ->
                problems.mistake(
                    integrity.subject(),
                    "this encryption has its own integrity",
                    "'prf' in place of 'integrity'"));
    if (!proposal.encryption().stream().allMatch(e -> e.encryption().aead())) {
      List<Token> words = statement.body().last(ENCRYPTION).orElseThrow().arguments("algorithm");
      words.stream()
          .filter(word -> !Algorithms.encryption(word).encryption().aead())
          .findFirst()
          .ifPresent(
              word ->
                  problems.mistake(
                      word,
                      "CBC cannot be in the same proposal as encryption with its own integrity",
                      "a proposal for each kind"));
    }
  }

  private static <T> List<T> list(
      Section body, Command command, String argument, Function<Token, T> algorithm) {
    return body.last(command).stream()
        .flatMap(statement -> statement.arguments(argument).stream())
        .map(algorithm)
        .distinct()
        .toList();
  }
}
