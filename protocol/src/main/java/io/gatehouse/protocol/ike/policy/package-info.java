/** What the operator decided: proposals, profiles, credentials and what a user is given. */
@NullMarked
package io.gatehouse.protocol.ike.policy;

import org.jspecify.annotations.NullMarked;
