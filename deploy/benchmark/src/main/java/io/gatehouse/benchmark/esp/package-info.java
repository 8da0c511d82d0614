/** ESP in user space: Gatehouse's plane beside charon with kernel-libipsec. */
@NullMarked
package io.gatehouse.benchmark.esp;

import org.jspecify.annotations.NullMarked;
