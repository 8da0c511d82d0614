/** A simulated AnyConnect client. */
@org.jspecify.annotations.NullMarked
package io.gatehouse.client;
