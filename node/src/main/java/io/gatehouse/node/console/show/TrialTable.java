package io.gatehouse.node.console.show;

import io.gatehouse.cluster.aaa.AccessReply;
import io.gatehouse.cluster.aaa.AttributeType;
import io.gatehouse.cluster.aaa.RadiusAttribute;
import io.gatehouse.cluster.aaa.RadiusAttributes;
import io.gatehouse.cluster.aaa.TrialLogin;
import io.gatehouse.protocol.octets.Octets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What {@code test aaa group} prints: each server's answer, and what it gives the user. */
public final class TrialTable {

  /** Nothing that the user is given. */
  private static final Set<AttributeType> UNTOLD =
      Set.of(AttributeType.STATE, AttributeType.MS_CHAP2_SUCCESS, AttributeType.EAP_MESSAGE);

  /** {@code ipsec:ikev2-password-remote=...} */
  private static final Pattern PASSWORD = Pattern.compile("(?i)(password[^=*]*[=*]).*");

  private static final int MOST_CHARACTERS = 120;

  private TrialTable() {}

  /** Lines that each end with {@code \n}. */
  public static String show(String group, String user, List<TrialLogin.Answer> answers) {
    StringBuilder text =
        new StringBuilder(
            "Attempting authentication test to server-group %s using radius\n".formatted(group));
    answers.forEach(
        answer ->
            text.append("%s: %s".formatted(answer.server().name(), told(user, answer.reply()))));
    return text.toString();
  }

  private static String told(String user, AccessReply reply) {
    return switch (reply) {
      case AccessReply.Accept(var attributes, var _) ->
          "User successfully authenticated\n\nUSER ATTRIBUTES\n\n"
              + row("username", "\"%s\"".formatted(user))
              + rows(attributes)
              + "\n";
      case AccessReply.Challenge(var _, var attributes) ->
          "User is asked for more%s\n".formatted(message(attributes));
      case AccessReply.Reject(var attributes) -> "User rejected%s\n".formatted(message(attributes));
      case AccessReply.Unanswered(var reason) ->
          "No authoritative response: %s\n".formatted(reason);
    };
  }

  private static String message(RadiusAttributes attributes) {
    return attributes
        .joined(AttributeType.REPLY_MESSAGE)
        .map(message -> ": " + shown(message))
        .orElse("");
  }

  private static String rows(RadiusAttributes attributes) {
    StringBuilder text = new StringBuilder();
    attributes.list().stream()
        .filter(attribute -> !UNTOLD.contains(attribute.type()))
        .forEach(
            attribute -> text.append(row(attribute.type().dictionaryName(), value(attribute))));
    return text.toString();
  }

  private static String row(String name, String value) {
    return "%-26s %s\n".formatted(name, value);
  }

  private static String value(RadiusAttribute attribute) {
    return switch (attribute.type()) {
      case SESSION_TIMEOUT, IDLE_TIMEOUT, ACCT_INTERIM_INTERVAL, SERVICE_TYPE ->
          new RadiusAttributes(List.of(attribute))
              .integer(attribute.type())
              .map(Object::toString)
              .orElseGet(() -> "0x" + attribute.value().hex());
      case FRAMED_IP_ADDRESS,
          FRAMED_IP_NETMASK,
          MS_PRIMARY_DNS_SERVER,
          MS_SECONDARY_DNS_SERVER,
          MS_PRIMARY_NBNS_SERVER,
          MS_SECONDARY_NBNS_SERVER ->
          new RadiusAttributes(List.of(attribute))
              .ipv4(attribute.type())
              .map(address -> address.getHostAddress())
              .orElseGet(() -> "0x" + attribute.value().hex());
      default -> shown(attribute.value());
    };
  }

  /** Text where it is text. */
  private static String shown(Octets value) {
    String text = value.utf8();
    boolean printable = text.codePoints().noneMatch(c -> Character.isISOControl(c) || c == 0xfffd);
    String told =
        printable
            ? "\"%s\"".formatted(PASSWORD.matcher(text).replaceAll("$1***"))
            : "0x" + value.hex();
    return told.length() <= MOST_CHARACTERS ? told : told.substring(0, MOST_CHARACTERS) + "...";
  }
}
