package io.gatehouse.protocol.eap.anyconnect;

import java.util.List;
import java.util.Optional;

/**
 * What the headend says in a dialogue.
 *
 * @param title of the login form
 * @param prompt the line above the form
 * @param serverCertificateHash SHA-1 of the server certificate's DER, 40 upper-case hexadecimal
 *     digits
 * @param sessionId any 32 bits, shown in the complete document
 * @param sessionToken opaque to the client
 * @param attempts how often a password may be tried, at least 1
 * @param factors what the client must prove itself by
 * @param challenge hexadecimal digits that nobody foresees, for a second certificate to sign
 * @param groups that a user may pick from, the default first; none: there is nothing to pick
 */
public record DialogueSettings(
    String title,
    String prompt,
    String serverCertificateHash,
    int sessionId,
    String sessionToken,
    int attempts,
    Factors factors,
    String challenge,
    List<LoginGroup> groups) {

  public DialogueSettings {
    groups = List.copyOf(groups);
    if (attempts < 1) {
      throw new IllegalArgumentException("a password must be tried at least once");
    }
  }

  Optional<LoginGroup> group(String name) {
    return groups.stream().filter(group -> group.isCalled(name)).findFirst();
  }

  Optional<LoginGroup> defaultGroup() {
    return groups.stream().findFirst();
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "DialogueSettings[title="
        + title
        + ", attempts="
        + attempts
        + ", factors="
        + factors
        + "]";
  }
}
