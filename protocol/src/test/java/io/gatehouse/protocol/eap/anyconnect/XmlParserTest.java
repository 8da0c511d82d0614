package io.gatehouse.protocol.eap.anyconnect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.protocol.octets.Octets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlParserTest {

  @Test
  void elementsAttributesAndTextAreRead() {
    XmlElement root = parse("<a x=\"1\" y='&lt;'><b> t&amp;u <!-- no --><![CDATA[<v>]]></b></a>");
    assertThat(root.name()).isEqualTo("a");
    assertThat(root.attribute("x")).contains("1");
    assertThat(root.attribute("y")).contains("<");
    assertThat(root.attribute("z")).isEmpty();
    assertThat(root.child("b").orElseThrow().text()).isEqualTo(" t&u <v>");
    assertThat(root.childText("b")).contains("t&u <v>");
  }

  @Test
  void bothFormsOfAnEmptyElementAreTheSame() {
    assertThat(parse("<a><b/></a>")).isEqualTo(parse("<a><b></b></a>"));
  }

  @Test
  void blanksAndNulsAroundTheDocumentAreTolerated() {
    assertThat(parse("\uFEFF\r\n <?xml version=\"1.0\"?><a/>\r\n\0 \0").name()).isEqualTo("a");
  }

  /** A client that is not authenticated yet must not be able to keep a thread busy for seconds. */
  @Test
  @Timeout(60)
  void aLongRunOfBlanksCostsNoMoreThanOtherOctets() {
    Octets document = Octets.utf8("<a>" + " ".repeat(64 * 1024 - 16) + "</a>");
    for (int round = 0; round < 20; round++) {
      assertThat(XmlParser.parse(document)).isEmpty();
    }
  }

  @Test
  void documentsAreUtf8WhateverTheyDeclare() {
    String document = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>Zoë 工</a>";
    assertThat(parse(document).text()).isEqualTo("Zoë 工");
    assertThat(XmlParser.parse(Octets.owned("<a>é</a>".getBytes(StandardCharsets.ISO_8859_1))))
        .isEmpty();
  }

  @Test
  void aPrefixNeedsNoNamespace() {
    assertThat(parse("<x:a><y:b/></x:a>").name()).isEqualTo("x:a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "text",
        "<a>",
        "<a></b>",
        "<a/><b/>",
        "<a>&nbsp;</a>",
        "<a b/>",
        "<a>\0</a>"
      })
  void whatIsNotWellFormedIsNotRead(String document) {
    assertThat(XmlParser.parse(Octets.utf8(document))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>",
        "<!DOCTYPE a SYSTEM 'http://192.0.2.1/a.dtd'><a/>",
        "<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://192.0.2.1/p'> %p;]><a/>"
      })
  void aDocumentTypeIsRefused(String document) {
    assertThat(XmlParser.parse(Octets.utf8(document))).isEmpty();
  }

  @Test
  void noFileIsReadThroughAnEntity(@TempDir Path directory) throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "the secret");
    String document = "<!DOCTYPE a [<!ENTITY b SYSTEM '" + secret.toUri() + "'>]><a>&b;</a>";
    assertThat(XmlParser.parse(Octets.utf8(document))).isEmpty();
  }

  @Test
  void entitiesDoNotMultiply() {
    StringBuilder bomb = new StringBuilder("<!DOCTYPE a [<!ENTITY e0 'ha'>");
    for (int i = 1; i < 30; i++) {
      String previous = "&e" + (i - 1) + ";";
      bomb.append("<!ENTITY e" + i + " '" + previous + previous + "'>");
    }
    assertThat(XmlParser.parse(Octets.utf8(bomb.append("]><a>&e29;</a>").toString()))).isEmpty();
  }

  @Test
  void depthIsBounded() {
    assertThat(nested(16)).isPresent();
    assertThat(nested(17)).isEmpty();
    assertThat(nested(9000)).isEmpty();
  }

  @Test
  void attributesAreBounded() {
    assertThat(withAttributes(32)).isPresent();
    assertThat(withAttributes(33)).isEmpty();
  }

  @Test
  void elementsAreBounded() {
    assertThat(XmlParser.parse(Octets.utf8("<a>" + "<b/>".repeat(999) + "</a>"))).isPresent();
    assertThat(XmlParser.parse(Octets.utf8("<a>" + "<b/>".repeat(1000) + "</a>"))).isEmpty();
  }

  @Test
  void textIsBounded() {
    assertThat(XmlParser.parse(Octets.utf8("<a>" + "x".repeat(16384) + "</a>"))).isPresent();
    assertThat(XmlParser.parse(Octets.utf8("<a>" + "x".repeat(16385) + "</a>"))).isEmpty();
  }

  @Test
  void theDocumentIsBounded() {
    String document = "<a/>";
    assertThat(XmlParser.parse(Octets.utf8(document + " ".repeat(65536 - 4)))).isPresent();
    assertThat(XmlParser.parse(Octets.utf8(document + " ".repeat(65536 - 3)))).isEmpty();
  }

  @Test
  void anElementPrintsItsNameOnly() {
    assertThat(parse("<a><password>hunter2</password></a>").toString()).isEqualTo("<a>");
    assertThat(parse("<a>hunter2</a>").toString()).doesNotContain("hunter2");
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void escapedTextIsReadBack(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(40); i > 0; i--) {
      text.appendCodePoint(xmlCharacter(random));
    }
    String markup = XmlMarkup.element("a", text.toString()).markup();
    assertThat(parse(markup).text()).isEqualTo(text.toString());
    String attribute = "<a b=\"" + XmlMarkup.text(text.toString()).markup() + "\"/>";
    assertThat(parse(attribute).attribute("b")).contains(text.toString());
  }

  @Test
  void whatXmlCannotHoldIsReplaced() {
    assertThat(parse(XmlMarkup.element("a", "x\0\u001b\uD800\uFFFFy").markup()).text())
        .isEqualTo("x\uFFFD\uFFFD\uFFFD\uFFFDy");
  }

  @FuzzTest
  void parsingIsTotal(byte[] octets) {
    XmlParser.parse(Octets.copyOf(octets)).ifPresent(root -> assertThat(root.name()).isNotEmpty());
  }

  private static int xmlCharacter(RandomGenerator random) {
    return switch (random.nextInt(4)) {
      case 0 -> "<>&\"'\t\n\r ]${}\\%".codePointAt(random.nextInt(15));
      case 1 -> random.nextInt(0x20, 0x7F);
      case 2 -> random.nextInt(0xA0, 0xD800);
      default -> random.nextInt(0x10000, 0x110000);
    };
  }

  private static Optional<XmlElement> nested(int depth) {
    return XmlParser.parse(Octets.utf8("<a>".repeat(depth) + "</a>".repeat(depth)));
  }

  private static Optional<XmlElement> withAttributes(int number) {
    StringBuilder document = new StringBuilder("<a");
    for (int i = 0; i < number; i++) {
      document.append(" b").append(i).append("=''");
    }
    return XmlParser.parse(Octets.utf8(document.append("/>").toString()));
  }

  private static XmlElement parse(String document) {
    return XmlParser.parse(Octets.utf8(document)).orElseThrow();
  }
}
