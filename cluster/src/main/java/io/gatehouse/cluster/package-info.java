/** x. */
@org.jspecify.annotations.NullMarked
package io.gatehouse.cluster;
