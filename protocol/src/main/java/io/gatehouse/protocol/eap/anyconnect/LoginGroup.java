package io.gatehouse.protocol.eap.anyconnect;

/**
 * A group that the user of a client may pick.
 *
 * @param label as its user reads it
 */
public record LoginGroup(String name, String label) {

  boolean isCalled(String text) {
    return name.equals(text) || label.equals(text);
  }
}
