/** EAP packets (RFC 3748). */
@NullMarked
package io.gatehouse.protocol.eap;

import org.jspecify.annotations.NullMarked;
