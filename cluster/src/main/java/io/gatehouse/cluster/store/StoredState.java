package io.gatehouse.cluster.store;

/** A session's state as of a revision; revisions count from 1. */
public record StoredState<S>(S state, long revision) {}
