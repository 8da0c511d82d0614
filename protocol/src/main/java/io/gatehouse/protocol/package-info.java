/** The protocols as a library: bytes and events in, bytes and decisions out. */
@org.jspecify.annotations.NullMarked
package io.gatehouse.protocol;
