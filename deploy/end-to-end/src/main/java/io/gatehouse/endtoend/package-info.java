/** A running headend and its peers in network namespaces of one machine: for tests and a demo. */
@org.jspecify.annotations.NullMarked
package io.gatehouse.endtoend;
