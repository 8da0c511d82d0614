/** AnyConnect-EAP: Cisco's aggregate authentication inside EAP. */
@NullMarked
package io.gatehouse.protocol.eap.anyconnect;

import org.jspecify.annotations.NullMarked;
