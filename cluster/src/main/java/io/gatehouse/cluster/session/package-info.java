/** The sharded, persistent actor of one VPN session. */
@NullMarked
package io.gatehouse.cluster.session;

import org.jspecify.annotations.NullMarked;
