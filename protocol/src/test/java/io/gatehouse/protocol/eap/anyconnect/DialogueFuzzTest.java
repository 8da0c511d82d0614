package io.gatehouse.protocol.eap.anyconnect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.protocol.eap.EapPacket;
import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication.Outcome;
import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication.Progress;
import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication.Verdict;
import io.gatehouse.protocol.octets.Octets;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a client sends, a dialogue answers it, ends, and lets nobody in without a verdict. */
class DialogueFuzzTest {

  private static final List<Factors> FACTORS = List.of(Factors.values());

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyOctetsHaveAnOutcome(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (ScriptedClient client :
        new ScriptedClient[] {
          ScriptedClient.begin(),
          ScriptedClient.atLogin(),
          ScriptedClient.atChecking(),
          ScriptedClient.atComplete()
        }) {
      byte[] octets = new byte[random.nextInt(64)];
      random.nextBytes(octets);
      assertThat(client.dialogue().receive(Octets.owned(octets)).outcome()).isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aSpoiltMessageHasAnOutcome(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    byte[] octets =
        AnyConnectEap.Message.ofXml(
                EapPacket.Code.RESPONSE, 1, ClientDocuments.init(ScriptedClient.DEVICE))
            .encode()
            .toArray();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      octets[random.nextInt(octets.length)] = (byte) random.nextInt();
    }
    assertThat(ScriptedClient.begin().dialogue().receive(Octets.owned(octets)).outcome())
        .isNotNull();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyDialogueEnds(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    var client = ScriptedClient.begin(FACTORS.get(random.nextInt(FACTORS.size())));
    int steps = 0;
    while (!(client.outcome() instanceof Outcome.Failed)) {
      switch (client.outcome()) {
        case Outcome.CheckPassword _ -> client.verdict(anyVerdictButAccepted(random));
        case Outcome.CheckCertificate _, Outcome.CheckSecondCertificate _ ->
            client.certificateChecked(random.nextBoolean());
        case Outcome.CertificateSuffices _ -> client.verdict(new Verdict.Refused("never"));
        case Outcome.Send _, Outcome.Succeeded _, Outcome.Failed _ -> anyDocument(client, random);
      }
      assertThat(client.dialogue().authenticated()).isFalse();
      assertThat(++steps).isLessThan(100);
    }
    client.hasFailed();
  }

  @FuzzTest
  void aDialogueIsTotal(FuzzedDataProvider data) {
    Progress progress =
        AggregateAuthentication.begin(ScriptedClient.settings(data.pickValue(Factors.values())), 1);
    for (int identifier = 1; identifier < 20 && data.remainingBytes() > 0; identifier++) {
      Octets document = Octets.utf8(data.consumeString(2000));
      Octets packet =
          data.consumeBoolean()
              ? Octets.owned(data.consumeBytes(200))
              : AnyConnectEap.Message.ofXml(EapPacket.Code.RESPONSE, identifier, document).encode();
      progress = progress.dialogue().receive(packet);
      progress =
          switch (progress.outcome()) {
            case Outcome.CheckPassword _ ->
                progress.dialogue().verdict(new Verdict.Rejected(Optional.empty()));
            case Outcome.CertificateSuffices _ ->
                progress.dialogue().verdict(new Verdict.Refused("never"));
            case Outcome.CheckCertificate _, Outcome.CheckSecondCertificate _ ->
                progress.dialogue().certificateChecked(data.consumeBoolean());
            case Outcome.Send _, Outcome.Succeeded _, Outcome.Failed _ -> progress;
          };
      assertThat(progress.dialogue().authenticated()).isFalse();
    }
  }

  private static void anyDocument(ScriptedClient client, RandomGenerator random) {
    switch (random.nextInt(9)) {
      case 0 -> client.init();
      case 7 -> client.pick("staff");
      case 8 ->
          client.reply("new_password", "x", "verify_password", random.nextBoolean() ? "x" : "y");
      case 3, 4 -> client.show(Octets.hex("30"), Octets.hex("01"));
      case 1 -> client.reply("answer", "x");
      case 2 -> client.receive(Octets.hex("02ff000cfe00000944425250"));
      default -> client.reply("username", "alice", "password", "x");
    }
  }

  private static Verdict anyVerdictButAccepted(RandomGenerator random) {
    return switch (random.nextInt(8)) {
      case 0 -> new Verdict.Rejected(Optional.of("no"));
      case 1 -> new Verdict.Refused("never");
      case 2 -> new Verdict.NewPasswordWanted("new?");
      default -> new Verdict.Challenged("more?");
    };
  }
}
