/** CBOR (RFC 8949) of what is stored and what crosses between nodes. */
@NullMarked
package io.gatehouse.cluster.cbor;

import org.jspecify.annotations.NullMarked;
