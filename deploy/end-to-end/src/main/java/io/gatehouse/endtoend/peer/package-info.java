/** What talks to the headend: clients, a RADIUS server, a host behind it. */
@NullMarked
package io.gatehouse.endtoend.peer;

import org.jspecify.annotations.NullMarked;
