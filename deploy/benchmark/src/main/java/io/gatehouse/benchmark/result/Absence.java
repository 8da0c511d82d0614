package io.gatehouse.benchmark.result;

/**
 * A row that could not be measured on this machine.
 *
 * @param reason why, and what to do about it if something can be done
 */
public record Absence(String row, String reason) {}
