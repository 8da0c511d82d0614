/** What an AnyConnect user's session costs. */
@NullMarked
package io.gatehouse.benchmark.anyconnect;

import org.jspecify.annotations.NullMarked;
