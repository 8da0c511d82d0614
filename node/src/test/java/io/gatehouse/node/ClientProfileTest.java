package io.gatehouse.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import picocli.CommandLine;

class ClientProfileTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new ClientProfileCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private static Document read(String xml) throws Exception {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  /** The text in front of an element's own elements. */
  private static String text(Document document, String element) {
    var found = document.getElementsByTagName(element);
    assertThat(found.getLength()).isEqualTo(1);
    return found.item(0).getFirstChild().getNodeValue().strip();
  }

  @Test
  void aProfileLeadsToTheHeadendByIpsec() throws Exception {
    assertThat(run("--host", "vpn.example.com")).isZero();

    Document document = read(out.toString());
    assertThat(document.getDocumentElement().getAttribute("xmlns"))
        .isEqualTo("http://schemas.xmlsoap.org/encoding/");
    assertThat(text(document, "HostName")).isEqualTo("vpn.example.com");
    assertThat(text(document, "HostAddress")).isEqualTo("vpn.example.com");
    assertThat(text(document, "PrimaryProtocol")).isEqualTo("IPsec");
    assertThat(text(document, "StandardAuthenticationOnly")).isEqualTo("false");
    assertThat(text(document, "AuthMethodDuringIKENegotiation")).isEqualTo("EAP-AnyConnect");
    assertThat(text(document, "AutoUpdate")).isEqualTo("false");
    assertThat(document.getElementsByTagName("UserGroup").getLength()).isZero();
    assertThat(document.getElementsByTagName("IKEIdentity").getLength()).isZero();
    assertThat(err.toString())
        .contains("\\Cisco Secure Client\\VPN\\Profile\\", "/opt/cisco/secureclient/vpn/profile/")
        .contains("BypassDownloader");
  }

  @Test
  void everythingThatIsAskedForIsInIt(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("profile.xml");
    assertThat(
            run(
                "--host",
                "vpn.example.com",
                "--name",
                "Büro <Nord> & Süd",
                "--user-group",
                "staff",
                "--ike-identity",
                "campus",
                "--standard-authentication-only",
                "--output",
                file.toString()))
        .isZero();

    Document document = read(Files.readString(file));
    assertThat(text(document, "HostName")).isEqualTo("Büro <Nord> & Süd");
    assertThat(text(document, "UserGroup")).isEqualTo("staff");
    assertThat(text(document, "IKEIdentity")).isEqualTo("campus");
    assertThat(text(document, "StandardAuthenticationOnly")).isEqualTo("true");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "vpn.example.com/staff", "two words", "line\nbreak"})
  void aHostThatCannotBeIsRefused(String host) {
    assertThat(run("--host", host)).isEqualTo(2);
    assertThat(err.toString()).contains("the host must be");
    assertThat(out.toString()).isEmpty();
  }
}
