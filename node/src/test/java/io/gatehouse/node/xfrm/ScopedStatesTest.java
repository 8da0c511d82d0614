package io.gatehouse.node.xfrm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.node.namespace.NetworkNamespace;
import io.gatehouse.node.netlink.Acknowledgement;
import io.gatehouse.node.netlink.Errno;
import io.gatehouse.node.xfrm.EspState.Scope;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** States that are for some packets only: for a kernel with ESP, as deploy/test-kernel. */
class ScopedStatesTest {

  private static final InetAddress HEADEND = InetAddress.ofLiteral("203.0.113.1");
  private static final InetAddress CLIENT = InetAddress.ofLiteral("198.51.100.1");
  private static final SaId ID = new SaId(HEADEND, 0x100);
  private static final Mark MARK = new Mark(5, 0xFF);

  private NetworkNamespace namespace;
  private XfrmSocket socket;

  @BeforeEach
  void open() throws Exception {
    namespace = NetworkNamespace.make("scoped");
    socket = namespace.call(XfrmSocket::open);
  }

  @AfterEach
  void close() throws Exception {
    if (socket != null) {
      socket.close();
      namespace.close();
    }
  }

  @Test
  void aStateForMarkedPacketsIsFoundAndRemovedByItsMark() {
    EspState state =
        add(
            new Scope(
                Optional.empty(),
                Optional.of(MARK),
                Optional.of(new Mark(6, 0xF)),
                OptionalInt.of(9)));

    assertThat(socket.state(ID)).isEmpty();
    assertThat(socket.request(StateMessage.delete(ID)).errno()).isEqualTo(Errno.ESRCH);
    assertThat(socket.state(ID, MARK).map(EspState::scope)).contains(state.scope());
    socket.request(StateMessage.delete(ID, MARK)).orThrow("the state");
    assertThat(socket.states()).isEmpty();
  }

  @Test
  void aStateForOneAddressInsideIsShownAsItWasWritten() {
    Prefix inside = Prefix.only(InetAddress.ofLiteral("10.99.0.1"));
    Prefix everything = new Prefix(InetAddress.ofLiteral("0.0.0.0"), 0);
    EspState state = add(Scope.ofInterface(9).selecting(XfrmSelector.between(inside, everything)));

    assertThat(socket.states()).extracting(EspState::scope).containsExactly(state.scope());
  }

  private EspState add(Scope scope) {
    EspState state =
        EspState.of(
                ID,
                CLIENT,
                2,
                new EspAlgorithm.Aead("rfc4106(gcm(aes))", Secret.owned(new byte[20]), 128),
                false,
                Replay.fresh(64))
            .scoped(scope);
    Acknowledgement answer = socket.request(StateMessage.add(state));
    assumeTrue(answer.success(), () -> "needs a kernel with ESP: " + answer.reason());
    return state;
  }
}
