/** What a process costs the machine, from its entry in {@code /proc}. */
@NullMarked
package io.gatehouse.benchmark.process;

import org.jspecify.annotations.NullMarked;
