package io.gatehouse.cluster.config;

import io.gatehouse.protocol.octets.Secret;

/** {@code username}: a user whom the method {@code local} knows. */
public record LocalUser(String name, Secret password) {}
