package io.gatehouse.cluster.config.language;

import static io.gatehouse.cluster.config.language.Command.AAA_ACCOUNTING;
import static io.gatehouse.cluster.config.language.Command.AAA_ACCOUNTING_BLOCK;
import static io.gatehouse.cluster.config.language.Command.ACCOUNTING_GROUP;
import static io.gatehouse.cluster.config.language.Command.AUTHENTICATION_REMOTE;
import static io.gatehouse.cluster.config.language.Command.CA_CERTIFICATE;
import static io.gatehouse.cluster.config.language.Command.CRL;
import static io.gatehouse.cluster.config.language.Command.DENY;
import static io.gatehouse.cluster.config.language.Command.HOSTNAME;
import static io.gatehouse.cluster.config.language.Command.LOCAL_POOL;
import static io.gatehouse.cluster.config.language.Command.MATCH_IDENTITY;
import static io.gatehouse.cluster.config.language.Command.PEER_ADDRESS;
import static io.gatehouse.cluster.config.language.Command.PEER_IDENTITY;
import static io.gatehouse.cluster.config.language.Command.PERMIT;
import static io.gatehouse.cluster.config.language.Command.POLICY_PROPOSAL;
import static io.gatehouse.cluster.config.language.Command.PRE_SHARED_KEY;
import static io.gatehouse.cluster.config.language.Command.PROFILE_AUTHENTICATION;
import static io.gatehouse.cluster.config.language.Command.PROFILE_TRUSTPOINT;
import static io.gatehouse.cluster.config.language.Command.ROUTE_SET_ACCESS_LIST;
import static io.gatehouse.cluster.config.language.Command.ROUTE_SET_REMOTE;
import static io.gatehouse.cluster.config.language.Command.ROUTE_SET_REMOTE_IPV6;
import static io.gatehouse.cluster.config.language.Command.SERVER_NAME;
import static io.gatehouse.cluster.config.language.Command.SPLIT_DNS;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Which statement takes the place of which, when both stand in one block. */
final class Repetition {

  /** Each adds to those before, unless it says the same. */
  private static final Set<Command> REPEATABLE =
      EnumSet.of(
          SERVER_NAME,
          ACCOUNTING_GROUP,
          CA_CERTIFICATE,
          CRL,
          POLICY_PROPOSAL,
          PEER_ADDRESS,
          PEER_IDENTITY,
          SPLIT_DNS,
          ROUTE_SET_ACCESS_LIST,
          ROUTE_SET_REMOTE,
          ROUTE_SET_REMOTE_IPV6,
          MATCH_IDENTITY,
          AUTHENTICATION_REMOTE,
          PROFILE_TRUSTPOINT,
          LOCAL_POOL,
          PERMIT,
          DENY);

  private Repetition() {}

  /** The same for two statements of which the later one takes the place of the earlier one. */
  static List<String> key(Command command, Statement statement) {
    List<String> key = new ArrayList<>();
    key.add(command == AAA_ACCOUNTING_BLOCK ? AAA_ACCOUNTING.name() : command.name());
    if (REPEATABLE.contains(command) && !statement.has("eap")) {
      statement.words().stream().map(Repetition::word).forEach(key::add);
    } else if (command != HOSTNAME) {
      Stream.of("name", "kind")
          .flatMap(argument -> statement.argument(argument).stream())
          .map(Token::text)
          .forEach(key::add);
      distinguishing(command).filter(statement::has).forEach(key::add);
    }
    return key;
  }

  /** Keywords by which statements of a command are about different things. */
  private static Stream<String> distinguishing(Command command) {
    return switch (command) {
      case PRE_SHARED_KEY -> Stream.of("local", "remote");
      case PROFILE_AUTHENTICATION -> Stream.of("eap", "anyconnect-eap");
      default -> Stream.of();
    };
  }

  /** Whether it matters which of several statements of a command is the last. */
  static boolean movesToEnd(Command command) {
    return command == PRE_SHARED_KEY;
  }

  private static String word(Matching.Bound word) {
    String text = word.token().text();
    return word.isKeyword() ? text.toLowerCase(Locale.ROOT) : text;
  }
}
