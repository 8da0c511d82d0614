package io.gatehouse.node.kernel;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.node.metrics.EventBudget;
import io.gatehouse.node.netlink.Acknowledgement;
import io.gatehouse.node.netlink.Errno;
import io.gatehouse.node.netlink.NetlinkException;
import io.gatehouse.node.netlink.NetlinkRequest;
import io.gatehouse.node.xfrm.EspAlgorithm;
import io.gatehouse.node.xfrm.EspState;
import io.gatehouse.node.xfrm.Replay;
import io.gatehouse.node.xfrm.SaDirection;
import io.gatehouse.node.xfrm.SaId;
import io.gatehouse.node.xfrm.StateMessage;
import io.gatehouse.node.xfrm.XfrmSocket;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts pairs of states into the kernel and takes them out. */
final class KernelStates {

  /** Reserved by IANA, and so nobody's (RFC 4303 section 2.1). */
  private static final int PROBE_SPI = 255;

  private static final int PROBE_KEY = 20;
  private static final InetAddress NOBODY = InetAddress.ofLiteral("127.0.0.1");

  private static final Logger LOG = LoggerFactory.getLogger(KernelStates.class);

  private final XfrmSocket socket;
  private final EventBudget refusalsLogged = new EventBudget(1, System.nanoTime());

  KernelStates(XfrmSocket socket) {
    this.socket = socket;
  }

  /**
   * Adds a state and removes it again.
   *
   * @return whether the kernel knows that states have a direction (Linux 6.10)
   * @throws DataPlaneException when the kernel has no ESP, or this process no permission
   */
  boolean probe() {
    EspState state =
        EspState.of(
                new SaId(NOBODY, PROBE_SPI),
                NOBODY,
                1,
                new EspAlgorithm.Aead("rfc4106(gcm(aes))", Secret.owned(new byte[PROBE_KEY]), 128),
                false,
                Replay.fresh(0))
            .directed(SaDirection.OUT);
    Acknowledgement answer = ask("ESP in the kernel", StateMessage.add(state));
    if (!answer.success() && answer.errno() != Errno.EEXIST) {
      throw KernelFailure.of("no ESP in the kernel", answer);
    }
    boolean directed = find(state.id()).flatMap(EspState::direction).isPresent();
    Acknowledgement _ = ask("ESP in the kernel", StateMessage.delete(state.id()));
    return directed;
  }

  /**
   * Adds both states, or none. One that is there already is of somebody that is gone, and makes
   * room.
   *
   * @return as they came about: without the network card, where that has refused one of them
   * @throws DataPlaneException when the kernel refuses
   */
  SaPair add(SaPair pair) {
    try {
      addBoth(pair);
      return pair;
    } catch (DataPlaneException e) {
      if (!pair.isOffloaded()) {
        throw e;
      }
      if (refusalsLogged.take(System.nanoTime())) {
        LOG.warn("the kernel does what xfrm.offload-device does not take: {}", e.reason());
      }
      SaPair software = pair.inSoftware();
      addBoth(software);
      return software;
    }
  }

  private void addBoth(SaPair pair) {
    List<EspState> both = List.of(pair.inbound(), pair.outbound());
    List<Acknowledgement> answers =
        requests("ESP states", both.stream().map(StateMessage::add).toList());
    try {
      for (int i = 0; i < both.size(); i++) {
        added(both.get(i), answers.get(i));
      }
    } catch (DataPlaneException e) {
      remove(pair);
      throw e;
    }
  }

  /** As {@link #add}, of one direction. */
  void addOne(EspState state) {
    added(state, ask("an ESP state", StateMessage.add(state)));
  }

  private void added(EspState state, Acknowledgement first) {
    Acknowledgement answer = first;
    if (answer.errno() == Errno.EEXIST) {
      answer =
          requests("ESP states", List.of(StateMessage.delete(state.id()), StateMessage.add(state)))
              .getLast();
    }
    if (!answer.success()) {
      throw KernelFailure.of(
          "the ESP state " + state.id() + " (" + name(state.algorithm()) + ")", answer);
    }
  }

  private static String name(EspAlgorithm algorithm) {
    return switch (algorithm) {
      case EspAlgorithm.Aead(String name, Secret _, int _) -> name;
      case EspAlgorithm.CipherAndHash(String cipher, Secret _, String hash, Secret _, int _) ->
          cipher + " with " + hash;
    };
  }

  /** Nothing happens with what is not there. */
  void remove(SaPair pair) {
    int _ = removeAll(List.of(pair.outbound().id(), pair.inbound().id()));
  }

  /** Returns how many there were; nothing happens with the others. */
  int removeAll(List<SaId> ids) {
    int removed = 0;
    for (Acknowledgement answer :
        requests("ESP states", ids.stream().map(StateMessage::delete).toList())) {
      if (answer.success()) {
        removed++;
      } else if (answer.errno() != Errno.ESRCH) {
        throw KernelFailure.of("ESP states cannot be removed", answer);
      }
    }
    return removed;
  }

  /**
   * Gives states that are there other ports.
   *
   * @return whether both are there
   * @throws DataPlaneException when the kernel refuses
   */
  boolean updatePorts(SaPair pair) {
    List<Acknowledgement> answers =
        requests(
            "ESP states",
            List.of(StateMessage.update(pair.inbound()), StateMessage.update(pair.outbound())));
    for (Acknowledgement answer : answers) {
      if (!answer.success() && answer.errno() != Errno.ESRCH) {
        throw KernelFailure.of("the ESP state " + pair.inbound().id() + " cannot be moved", answer);
      }
    }
    return answers.stream().allMatch(Acknowledgement::success);
  }

  /**
   * Puts states in place of others, with one system call: no packet finds none for longer than that
   * takes.
   *
   * @throws DataPlaneException when the kernel refuses; neither may be there then
   */
  void replace(SaPair old, SaPair anew) {
    List<Acknowledgement> answers =
        requests(
            "ESP states",
            List.of(
                StateMessage.delete(old.inbound().id()),
                StateMessage.add(anew.inbound()),
                StateMessage.delete(old.outbound().id()),
                StateMessage.add(anew.outbound())));
    for (Acknowledgement answer : List.of(answers.get(1), answers.get(3))) {
      if (!answer.success()) {
        throw KernelFailure.of("the ESP state " + anew.inbound().id() + " cannot be moved", answer);
      }
    }
  }

  /** The state as it is now, if it is there. */
  Optional<EspState> find(SaId id) {
    try {
      return socket.state(id);
    } catch (NetlinkException e) {
      throw KernelFailure.of("the ESP state " + id, e);
    }
  }

  private Acknowledgement ask(String what, NetlinkRequest request) {
    return requests(what, List.of(request)).getFirst();
  }

  /**
   * @throws DataPlaneException when there are no answers
   */
  List<Acknowledgement> requests(String what, List<NetlinkRequest> requests) {
    try {
      return socket.requests(requests);
    } catch (NetlinkException e) {
      throw KernelFailure.of(what, e);
    }
  }
}
