/**
 * What it costs to set a session up and to delete it, for Gatehouse and for strongSwan's charon.
 */
@NullMarked
package io.gatehouse.benchmark.setup;

import org.jspecify.annotations.NullMarked;
