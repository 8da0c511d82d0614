/** Tests of a running headend with real peers. */
@org.jspecify.annotations.NullMarked
package io.gatehouse.endtoend;
