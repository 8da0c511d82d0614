package io.gatehouse.node.cluster;

import java.nio.file.Path;

/**
 * Files in PEM by which nodes trust one another.
 *
 * @param certificate this node's, and those between it and the authority
 * @param key of the certificate
 * @param authority certificates of the authorities that vouch for the nodes of this cluster, and
 *     for nobody else
 */
public record TlsFiles(Path certificate, Path key, Path authority) {}
