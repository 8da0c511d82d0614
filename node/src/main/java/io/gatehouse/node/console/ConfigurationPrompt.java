package io.gatehouse.node.console;

import io.gatehouse.cluster.config.language.Mode;

/** What IOS writes in its prompt for each block of the configuration. */
final class ConfigurationPrompt {

  private ConfigurationPrompt() {}

  static String of(Mode mode) {
    return switch (mode) {
      case GLOBAL -> "config";
      case ACCOUNTING -> "cfg-acct-mlist";
      case SERVER_GROUP -> "config-sg-radius";
      case RADIUS_SERVER -> "config-radius-server";
      case TRUSTPOINT -> "ca-trustpoint";
      case IKE_PROPOSAL -> "config-ikev2-proposal";
      case IKE_POLICY -> "config-ikev2-policy";
      case KEYRING -> "config-ikev2-keyring";
      case PEER -> "config-ikev2-keyring-peer";
      case AUTHORIZATION_POLICY -> "config-ikev2-author-policy";
      case NAME_MANGLER -> "config-ikev2-name-mangler";
      case PROFILE -> "config-ikev2-profile";
      case TRANSFORM_SET -> "cfg-crypto-trans";
      case IPSEC_PROFILE -> "ipsec-profile";
      case INTERFACE -> "config-if";
      case ACCESS_LIST -> "config-std-nacl";
    };
  }
}
