/** Datagrams to messages for sessions: stateless checks, cookies, admission, routing by SPI. */
@NullMarked
package io.gatehouse.cluster.ingress;

import org.jspecify.annotations.NullMarked;
