package io.gatehouse.cluster.config.meaning;

import static io.gatehouse.cluster.config.language.Command.AUTHENTICATION_REMOTE;
import static io.gatehouse.cluster.config.language.Command.PROFILE_LOGIN_GROUP;

import io.gatehouse.cluster.config.language.Problems;
import io.gatehouse.cluster.config.language.Section;
import io.gatehouse.cluster.config.language.Statement;
import io.gatehouse.cluster.config.language.Token;
import io.gatehouse.protocol.eap.anyconnect.LoginGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** {@code anyconnect group}: what the users of a profile may pick from. */
final class LoginGroups {

  /** They are all in one form, and people have to read them. */
  private static final int MAXIMUM = 64;

  private LoginGroups() {}

  /** In the order of the file, the default first. */
  static List<LoginGroup> read(Section profile, Problems problems) {
    SequencedMap<String, LoginGroup> groups = new LinkedHashMap<>();
    for (Statement statement : profile.all(PROFILE_LOGIN_GROUP)) {
      Token name = statement.required("name");
      String label = statement.argument("label").orElse(name).text();
      groups.put(name.text(), new LoginGroup(name.text(), label));
      if (groups.size() == MAXIMUM + 1) {
        problems.mistake(name, "too many groups to pick from", "at most " + MAXIMUM);
      }
      if (!asksAnyConnect(profile)) {
        problems.mistake(
            name,
            "nobody is asked for a group",
            "'authentication remote anyconnect-eap aggregate' in the profile");
      }
    }
    return List.copyOf(groups.values());
  }

  private static boolean asksAnyConnect(Section profile) {
    return profile.all(AUTHENTICATION_REMOTE).stream()
        .anyMatch(statement -> statement.has("anyconnect-eap"));
  }
}
