package io.gatehouse.protocol.ike.exchange;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.util.ArrayList;
import java.util.List;

/** Any octets, from strangers and from a client: {@link StepRules} hold, and nothing is thrown. */
class ResponderFuzzTest {

  private static final int MOST_PAYLOADS = 8;
  private static final int LONGEST_PAYLOAD = 2000;

  @FuzzTest
  void datagram(byte[] octets) {
    Octets datagram = Octets.copyOf(octets);
    new Testbed(Policies.psk()).headend.receive(datagram);
    Testbed.agreed(Policies.psk()).headend.receive(datagram);
    Testbed.established().headend.receive(datagram);
  }

  @FuzzTest
  void content(FuzzedDataProvider data) {
    Testbed testbed =
        data.consumeBoolean() ? Testbed.established() : Testbed.agreed(Policies.eap(true));
    ExchangeType exchange = data.pickValue(ExchangeType.values());
    List<Payload> payloads = new ArrayList<>();
    while (data.remainingBytes() > 0 && payloads.size() < MOST_PAYLOADS) {
      int type = data.consumeInt(33, 48);
      Octets body = Octets.owned(data.consumeBytes(data.consumeInt(0, LONGEST_PAYLOAD)));
      if (type != 46) {
        payloads.add(new Payload.Unknown(type, data.consumeBoolean(), body));
      }
    }
    testbed.send(exchange, payloads);
  }
}
