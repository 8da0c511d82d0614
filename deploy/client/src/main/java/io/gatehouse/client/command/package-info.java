/** The {@code gatehouse-client} command. */
@NullMarked
package io.gatehouse.client.command;

import org.jspecify.annotations.NullMarked;
