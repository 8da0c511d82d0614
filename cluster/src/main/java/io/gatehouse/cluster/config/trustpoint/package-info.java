/** Certificates, keys and revocation lists from PEM files. */
@NullMarked
package io.gatehouse.cluster.config.trustpoint;

import org.jspecify.annotations.NullMarked;
