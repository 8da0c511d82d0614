package io.gatehouse.benchmark.kernel;

import io.gatehouse.endtoend.lab.Command;
import io.gatehouse.node.netlink.Acknowledgement;
import io.gatehouse.node.netlink.NetlinkRequest;
import io.gatehouse.node.route.KernelRoutes;
import io.gatehouse.node.xfrm.EncapsulationPorts;
import io.gatehouse.node.xfrm.EspAlgorithm;
import io.gatehouse.node.xfrm.EspState;
import io.gatehouse.node.xfrm.Lifetime;
import io.gatehouse.node.xfrm.PolicyDirection;
import io.gatehouse.node.xfrm.PolicyMessage;
import io.gatehouse.node.xfrm.Prefix;
import io.gatehouse.node.xfrm.Replay;
import io.gatehouse.node.xfrm.SaId;
import io.gatehouse.node.xfrm.StateMessage;
import io.gatehouse.node.xfrm.XfrmPolicy;
import io.gatehouse.node.xfrm.XfrmSelector;
import io.gatehouse.node.xfrm.XfrmSocket;
import io.gatehouse.node.xfrm.XfrmTemplate;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.policy.Network;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One XFRM interface for all clients. A route leads to each, and one policy says which state its
 * packets go through, which the interface cannot know; two policies for all take what comes in, and
 * the states' selectors see to it that it is from the client's own address.
 */
final class OneInterface implements Arrangement {

  private static final String DEVICE = "clients";
  private static final int ID = 1;
  private static final int PRIORITY = 1000;
  private static final int REPLAY_WINDOW = 1024;
  private static final int OUTBOUND_WINDOW = 32;
  private static final int MAPPING_SECONDS = 1;
  private static final int ADDRESS_BITS = 32;
  private static final InetAddress ANY = InetAddress.ofLiteral("0.0.0.0");
  private static final Prefix EVERYTHING = new Prefix(ANY, 0);
  private static final Lifetime LIFETIME =
      new Lifetime(
          Lifetime.UNLIMITED, Lifetime.UNLIMITED, Lifetime.UNLIMITED, Lifetime.UNLIMITED, 0, 3_660);

  private final XfrmSocket socket;
  private final KernelRoutes routes;
  private final List<Client> installed = new ArrayList<>();

  private OneInterface(XfrmSocket socket, KernelRoutes routes) {
    this.socket = socket;
    this.routes = routes;
  }

  /**
   * In the network namespace of the thread; nothing when the kernel has no such interfaces, as
   * Debian's ready-made User-Mode Linux.
   */
  static Optional<OneInterface> open() {
    String id = Integer.toString(ID);
    if (!Command.of("ip", "link", "add", DEVICE, "type", "xfrm", "if_id", id)
        .attempt()
        .succeeded()) {
      return Optional.empty();
    }
    Command.of("ip", "link", "set", DEVICE, "up").run();
    OneInterface all = new OneInterface(XfrmSocket.open(), KernelRoutes.into(DEVICE));
    all.socket.setHashThresholds(
        new XfrmSocket.Thresholds(0, ADDRESS_BITS), new XfrmSocket.Thresholds(0, 128));
    all.request(List.of(incoming(PolicyDirection.IN), incoming(PolicyDirection.FORWARD)));
    return Optional.of(all);
  }

  private static NetlinkRequest incoming(PolicyDirection direction) {
    return PolicyMessage.add(
        policy(
            direction,
            XfrmSelector.between(EVERYTHING, EVERYTHING),
            new XfrmTemplate(ANY, ANY, 0, 0)));
  }

  private static XfrmPolicy policy(
      PolicyDirection direction, XfrmSelector selector, XfrmTemplate template) {
    return new XfrmPolicy(
        direction, selector, PRIORITY, template, Optional.empty(), OptionalInt.of(ID));
  }

  @Override
  public void install(Client client) {
    request(List.of(StateMessage.add(inbound(client)), StateMessage.add(outbound(client))));
    request(List.of(PolicyMessage.put(outgoing(client))));
    routes.add(route(client));
    installed.add(client);
  }

  private static EspState inbound(Client client) {
    ChildSa sa = client.childSa();
    Prefix inside = Prefix.only(client.inside());
    return state(
            new SaId(Client.LOCAL.getAddress(), sa.inboundSpi()),
            Client.REMOTE.getAddress(),
            aead(sa.inboundKey()),
            sa,
            Replay.fresh(REPLAY_WINDOW))
        .tellingMappings(MAPPING_SECONDS)
        .scoped(EspState.Scope.ofInterface(ID).selecting(XfrmSelector.between(inside, EVERYTHING)));
  }

  private static EspState outbound(Client client) {
    ChildSa sa = client.childSa();
    return state(
            new SaId(Client.REMOTE.getAddress(), sa.outboundSpi()),
            Client.LOCAL.getAddress(),
            aead(sa.outboundKey()),
            sa,
            Replay.fresh(OUTBOUND_WINDOW))
        .scoped(EspState.Scope.ofInterface(ID));
  }

  private static EspState state(
      SaId id, InetAddress source, EspAlgorithm algorithm, ChildSa sa, Replay replay) {
    EncapsulationPorts ports =
        new EncapsulationPorts(Client.REMOTE.getPort(), Client.LOCAL.getPort());
    return EspState.of(id, source, sa.inboundSpi(), algorithm, false, replay)
        .encapsulated(ports)
        .numbered(replay, LIFETIME);
  }

  private static EspAlgorithm aead(Secret key) {
    return new EspAlgorithm.Aead("rfc4106(gcm(aes))", key, 128);
  }

  private static XfrmPolicy outgoing(Client client) {
    ChildSa sa = client.childSa();
    return policy(
        PolicyDirection.OUT,
        XfrmSelector.between(EVERYTHING, Prefix.only(client.inside())),
        new XfrmTemplate(
            Client.LOCAL.getAddress(),
            Client.REMOTE.getAddress(),
            sa.outboundSpi(),
            sa.inboundSpi()));
  }

  private static Network route(Client client) {
    return new Network(client.inside(), ADDRESS_BITS);
  }

  private void request(List<NetlinkRequest> requests) {
    for (Acknowledgement answer : socket.requests(requests)) {
      answer.orThrow("an XFRM interface's clients");
    }
  }

  @Override
  public int list() {
    int states = socket.states().size();
    int _ = socket.policies().size();
    return states;
  }

  @Override
  public void removeAll() {
    for (Client client : installed) {
      ChildSa sa = client.childSa();
      request(List.of(PolicyMessage.delete(outgoing(client).key())));
      request(
          List.of(
              StateMessage.delete(new SaId(Client.REMOTE.getAddress(), sa.outboundSpi())),
              StateMessage.delete(new SaId(Client.LOCAL.getAddress(), sa.inboundSpi()))));
      routes.remove(route(client));
    }
    installed.clear();
  }

  @Override
  public void close() {
    routes.close();
    socket.close();
  }
}
