package io.gatehouse.node.console.show;

/**
 * A node of the cluster as another one sees it.
 *
 * @param self whether it is this one
 * @param address where the others reach it
 */
public record Member(String name, boolean self, String address) {}
