/**
 * What the statements of a configuration mean: statements to the model, with every reference
 * checked.
 */
@NullMarked
package io.gatehouse.cluster.config.meaning;

import org.jspecify.annotations.NullMarked;
