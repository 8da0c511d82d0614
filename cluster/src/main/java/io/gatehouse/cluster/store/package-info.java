/**
 * The durable-state store behind the sessions: group commit, fencing by revision, encryption at
 * rest.
 */
@NullMarked
package io.gatehouse.cluster.store;

import org.jspecify.annotations.NullMarked;
