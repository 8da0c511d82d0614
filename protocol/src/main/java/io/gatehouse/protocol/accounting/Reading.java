package io.gatehouse.protocol.accounting;

/**
 * What a data plane has counted of a CHILD SA so far.
 *
 * @param installation which of the SA's installations has counted: how often the SA had been
 *     recovered when it began, at zero
 */
public record Reading(int inboundSpi, int installation, Usage usage) {}
