/** Passwords as IOS writes them: obscured (type 7) and hashed (types 5, 8 and 9). */
@NullMarked
package io.gatehouse.cluster.config.password;

import org.jspecify.annotations.NullMarked;
