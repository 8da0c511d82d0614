package io.gatehouse.protocol.eap.anyconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientDocumentTest {

  private static final ClientDevice LAPTOP =
      new ClientDevice(
          Optional.of("5.1.2.42"),
          Optional.of("win"),
          Optional.of("LAPTOP-07"),
          Optional.of("10.0.19045"));

  @Test
  void anInitTellsTheDevice() {
    String document =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <config-auth client="vpn" type="init" aggregate-auth-version="2">
          <version who="vpn">5.1.2.42</version>
          <device-id computer-name="LAPTOP-07" device-type="Example Notebook"
                     platform-version="10.0.19045" unique-id-global="01234567">win</device-id>
          <mac-address-list>
            <mac-address public-interface="true">02-00-5e-10-00-01</mac-address>
          </mac-address-list>
          <group-select>staff</group-select>
          <group-access>https://vpn.example.com/staff</group-access>
          <capabilities><auth-method>multiple-cert</auth-method></capabilities>
        </config-auth>
        """;
    assertThat(parse(document))
        .contains(new ClientDocument.Init(LAPTOP, false, Optional.of("staff"), true));
  }

  @ParameterizedTest
  @CsvSource({
    "<group-access>https://vpn.example.com/partners</group-access>, partners",
    "<group-access>partners</group-access>, partners",
    "<group-access>https://vpn.example.com/</group-access>, ''",
    "<group-access>partners</group-access><group-select>staff</group-select>, staff"
  })
  void aGroupIsPickedOrNamedByTheProfile(String elements, String group) {
    assertThat(parse("<config-auth type='init'>" + elements + "</config-auth>").orElseThrow())
        .isInstanceOfSatisfying(
            ClientDocument.Init.class, init -> assertThat(init.group()).contains(group));
  }

  @Test
  void anInitNeedsItsTypeOnly() {
    assertThat(parse("<config-auth type='init'/>"))
        .contains(
            new ClientDocument.Init(
                new ClientDevice(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                false,
                Optional.empty(),
                false));
  }

  @Test
  void anAuthReplyHoldsTheAnswers() {
    String document =
        """
        <config-auth client="vpn" type="auth-reply" aggregate-auth-version="2">
          <version who="vpn">5.1.2.42</version>
          <device-id>win</device-id>
          <session-token></session-token>
          <session-id></session-id>
          <opaque is-for="sg"><tunnel-group>staff</tunnel-group></opaque>
          <auth>
            <username>alice</username>
            <password>correct horse</password>
          </auth>
          <group-select>staff</group-select>
        </config-auth>
        """;
    assertThat(parse(document).orElseThrow())
        .isInstanceOfSatisfying(
            ClientDocument.AuthReply.class,
            reply -> {
              assertThat(reply.group()).contains("staff");
              assertThat(reply.userName()).contains("alice");
              assertThat(reply.password()).contains(Secret.utf8("correct horse"));
              assertThat(reply.toString()).doesNotContain("alice", "horse");
            });
  }

  @Test
  void anAckNeedsItsTypeOnly() {
    assertThat(parse("<config-auth type='ack'/>")).contains(new ClientDocument.Ack());
  }

  @ParameterizedTest
  @ValueSource(strings = {"config-request", "logout", "auth-poll", "hello", ""})
  void otherTypesAreUnknown(String type) {
    assertThat(parse("<config-auth type='" + type + "'/>"))
        .contains(new ClientDocument.Unknown(type));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<config-auth/>", "<html type='init'/>", "<config-auth type='init'>"})
  void otherDocumentsAreNone(String document) {
    assertThat(parse(document)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"answer", "password", "secondary_password", "whichpin", "new_password", "otp"})
  void theAnswerToAFormWithOneFieldMayHaveAnyName(String name) {
    assertThat(reply("<" + name + ">123456</" + name + "><hidden></hidden>").answer())
        .contains(Secret.utf8("123456"));
  }

  @Test
  void anAnswerIsPreferredByItsName() {
    assertThat(reply("<username>alice</username><password>x</password>").answer())
        .contains(Secret.utf8("x"));
    assertThat(reply("<password>x</password><answer>y</answer>").answer())
        .contains(Secret.utf8("y"));
    assertThat(reply("<one>x</one><two>y</two>").answer()).isEmpty();
    assertThat(reply("").answer()).isEmpty();
  }

  @Test
  void thePasswordMayBeNamedLikeOne() {
    assertThat(reply("<username>a</username><otp_password>x</otp_password>").password())
        .contains(Secret.utf8("x"));
    assertThat(reply("<username>a</username><password></password>").password()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<&\"'>",
        "]]>",
        " both ends ",
        "\ttab\nand\r\nline ends",
        "Zoë",
        "工藤",
        "𝄞",
        "EXAMPLE\\bob",
        "bob@example.com",
        "${version}",
        "$1\\",
        "&lt;",
        "%s"
      })
  void answersArePassedOnUnchanged(String text) {
    SequencedMap<String, Secret> answers = new LinkedHashMap<>();
    answers.put("username", Secret.utf8(text));
    answers.put("password", Secret.utf8(text));
    assertThat(ClientDocument.parse(ClientDocuments.authReply(LAPTOP, answers)).orElseThrow())
        .isInstanceOfSatisfying(
            ClientDocument.AuthReply.class,
            reply -> {
              assertThat(reply.answers()).isEqualTo(answers);
              assertThat(reply.userName()).contains(text);
            });
  }

  @Test
  void initAndAckAreReadBack() {
    assertThat(ClientDocument.parse(ClientDocuments.init(LAPTOP)))
        .contains(new ClientDocument.Init(LAPTOP, false, Optional.empty(), false));
    assertThat(ClientDocument.parse(ClientDocuments.initWithoutCertificate(LAPTOP)))
        .contains(new ClientDocument.Init(LAPTOP, true, Optional.empty(), false));
    assertThat(ClientDocument.parse(ClientDocuments.ack(LAPTOP)))
        .contains(new ClientDocument.Ack());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a><b", "1", "é"})
  void anInputThatIsNoElementNameIsRefused(String name) {
    SequencedMap<String, Secret> answers = new LinkedHashMap<>();
    answers.put(name, Secret.utf8("x"));
    assertThatThrownBy(() -> ClientDocuments.authReply(LAPTOP, answers))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDeviceIsDescribedInOnePrintableLine() {
    var device =
        new ClientDevice(
            Optional.of("5.1\n\u001b[31m"),
            Optional.of("x".repeat(1000)),
            Optional.of(" \t "),
            Optional.empty());
    assertThat(device.description()).contains("5.1??[31m " + "x".repeat(64));
  }

  private static ClientDocument.AuthReply reply(String answers) {
    return (ClientDocument.AuthReply)
        parse("<config-auth type='auth-reply'><auth>" + answers + "</auth></config-auth>")
            .orElseThrow();
  }

  private static Optional<ClientDocument> parse(String document) {
    return ClientDocument.parse(Octets.utf8(document));
  }
}
