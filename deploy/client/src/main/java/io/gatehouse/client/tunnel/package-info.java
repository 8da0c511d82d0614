/** The client's traffic: ESP, a ping that needs no device, and a TUN device. */
@NullMarked
package io.gatehouse.client.tunnel;

import org.jspecify.annotations.NullMarked;
