/** The findings as a table, as JSON and as a chart. */
@NullMarked
package io.gatehouse.benchmark.report;

import org.jspecify.annotations.NullMarked;
