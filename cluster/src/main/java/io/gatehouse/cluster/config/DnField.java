package io.gatehouse.cluster.config;

import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** A relative distinguished name that a name mangler can take out, in the words of IOS. */
public enum DnField {
  COMMON_NAME("common-name", "CN"),
  COUNTRY("country", "C"),
  DOMAIN("domain", "DC"),
  LOCALITY("locality", "L"),
  ORGANIZATION("organization", "O"),
  ORGANIZATION_UNIT("organization-unit", "OU"),
  STATE("state", "ST");

  private final String keyword;
  private final String attributeType;

  DnField(String keyword, String attributeType) {
    this.keyword = keyword;
    this.attributeType = attributeType;
  }

  public String keyword() {
    return keyword;
  }

  /**
   * The value of this field in {@code distinguishedName} (RFC 4514): of several, the most specific.
   */
  public Optional<String> in(String distinguishedName) {
    try {
      var names = new LdapName(distinguishedName).getRdns();
      return names.reversed().stream()
          .filter(name -> name.getType().equalsIgnoreCase(attributeType))
          .map(name -> name.getValue() instanceof String text ? text : "")
          .findFirst();
    } catch (InvalidNameException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
