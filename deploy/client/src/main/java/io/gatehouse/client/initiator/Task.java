package io.gatehouse.client.initiator;

/** What the client's pending request is for. */
sealed interface Task {

  record Probing() implements Task {}

  record RekeyingChild(ChildRekeying rekeying) implements Task {}

  /** The old CHILD SA goes after its successor is in place (RFC 7296 section 2.8). */
  record DeletingChild(TunnelSa old) implements Task {}

  record RekeyingIke(IkeRekeying rekeying) implements Task {}

  /** The old IKE SA goes after its successor is in place, on its own channel. */
  record DeletingOldIke() implements Task {}

  record Deleting() implements Task {}
}
