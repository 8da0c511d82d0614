/** Text from outside, fit to be shown. */
@NullMarked
package io.gatehouse.protocol.text;

import org.jspecify.annotations.NullMarked;
