package io.gatehouse.cluster.aaa;

import io.gatehouse.cluster.config.LocalUser;
import io.gatehouse.protocol.octets.Secret;
import java.util.Map;

/** The method {@code local}: the user list of the configuration. */
record LocalUsers(Map<String, LocalUser> users) {

  private static final Secret NOBODYS = Secret.utf8("compared so that no name stands out by time");

  enum Answer {
    ACCEPTED,
    WRONG_PASSWORD,
    UNKNOWN_USER
  }

  Answer check(String userName, Secret password) {
    LocalUser user = users.get(userName);
    boolean equal = (user == null ? NOBODYS : user.password()).equals(password);
    if (user == null) {
      return Answer.UNKNOWN_USER;
    }
    return equal ? Answer.ACCEPTED : Answer.WRONG_PASSWORD;
  }
}
