package io.gatehouse.cluster.config.archive;

/** One version and what it says. */
public record ArchivedConfiguration(ConfigurationVersion version, ConfigurationText text) {}
