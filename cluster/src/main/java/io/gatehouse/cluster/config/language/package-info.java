/** The FlexVPN language: lines to statements, by the grammar in Command. */
@NullMarked
package io.gatehouse.cluster.config.language;

import org.jspecify.annotations.NullMarked;
