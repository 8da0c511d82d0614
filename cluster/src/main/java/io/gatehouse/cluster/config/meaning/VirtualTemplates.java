package io.gatehouse.cluster.config.meaning;

import static io.gatehouse.cluster.config.language.Command.INTERFACE_NAMED;
import static io.gatehouse.cluster.config.language.Command.TUNNEL_PROTECTION;

import io.gatehouse.cluster.config.language.Problems;
import io.gatehouse.cluster.config.language.Section;
import io.gatehouse.cluster.config.language.Statement;
import io.gatehouse.cluster.config.language.Token;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code interface Virtual-Template N type tunnel}: which IPsec profile an IKEv2 profile uses. All
 * other interfaces belong to the machine.
 */
final class VirtualTemplates {

  private static final int HIGHEST = 4095;
  private static final Pattern NAME =
      Pattern.compile("(virtual-template)\\s*([0-9]{1,4})(\\s+type\\s+tunnel)?");

  private final Catalogue<Optional<IpsecProfile>> templates =
      new Catalogue<>("interface Virtual-Template");

  VirtualTemplates(Section section, Catalogue<IpsecProfile> ipsecProfiles, Problems problems) {
    for (Statement statement : section.all(INTERFACE_NAMED)) {
      Token name = statement.required("name");
      Matcher matcher = NAME.matcher(name.text().toLowerCase(Locale.ROOT));
      boolean template = matcher.matches() && inRange(matcher.group(2));
      if (template) {
        int number = Integer.parseInt(matcher.group(2));
        templates.define(Integer.toString(number), protection(statement, ipsecProfiles, problems));
      } else {
        problems.mistake(
            name,
            "this is no virtual template",
            "'Virtual-Template N type tunnel', N from 1 to 4095");
      }
    }
  }

  /** The IPsec profile that protects a template, or a mistake when there is no such template. */
  Optional<IpsecProfile> protection(Token number, Problems problems) {
    return templates.resolve(number, problems).flatMap(profile -> profile);
  }

  private static boolean inRange(String digits) {
    int number = Integer.parseInt(digits);
    return number >= 1 && number <= HIGHEST;
  }

  private static Optional<Optional<IpsecProfile>> protection(
      Statement statement, Catalogue<IpsecProfile> ipsecProfiles, Problems problems) {
    return Optional.of(
        statement
            .body()
            .last(TUNNEL_PROTECTION)
            .flatMap(
                protection -> ipsecProfiles.resolve(protection.required("profile"), problems)));
  }
}
