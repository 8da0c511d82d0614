/** The FlexVPN configuration language and its model. */
@NullMarked
package io.gatehouse.cluster.config;

import org.jspecify.annotations.NullMarked;
