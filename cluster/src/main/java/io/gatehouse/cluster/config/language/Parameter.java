package io.gatehouse.cluster.config.language;

import java.util.Arrays;
import java.util.List;

/** The kinds of argument that the grammar knows. */
public sealed interface Parameter {

  boolean accepts(Token token);

  /** Whether it is all that is left of the line. */
  default boolean wholeLine() {
    return false;
  }

  /** Completes "expected ...". */
  String expected();

  /** What stands for it in the help of IOS. */
  default String symbol() {
    return switch (this) {
      case Word _ -> "WORD";
      case Rest _, Delimited _ -> "LINE";
      case VirtualTemplate _ -> "Virtual-Template";
      case Range(long least, long most) -> "<" + least + "-" + most + ">";
      case Ipv4 _, Mask _, Wildcard _ -> "A.B.C.D";
      case Ipv6 _ -> "X:X:X:X::X";
      case Ipv6Prefix _ -> "X:X:X:X::X/<0-128>";
      case Ip _ -> "A.B.C.D or X:X:X:X::X";
      case Hex _ -> "Hex-data";
      case OneOf(List<String> keywords) -> String.join("|", keywords);
    };
  }

  /** Any word that is not a number's or an address's business: a name, a file. */
  record Word() implements Parameter {
    @Override
    public boolean accepts(Token token) {
      return true;
    }

    @Override
    public String expected() {
      return "a name";
    }
  }

  /** The rest of the line, which has at least one word. */
  record Rest() implements Parameter {
    @Override
    public boolean accepts(Token token) {
      return true;
    }

    @Override
    public boolean wholeLine() {
      return true;
    }

    @Override
    public String expected() {
      return "text";
    }
  }

  /** A {@link DelimitedText}, which may go on in the lines below. */
  record Delimited() implements Parameter {
    @Override
    public boolean accepts(Token token) {
      return true;
    }

    @Override
    public boolean wholeLine() {
      return true;
    }

    @Override
    public String expected() {
      return "text between delimiters";
    }
  }

  /** The rest of the line, which begins with the name of a virtual template. */
  record VirtualTemplate() implements Parameter {
    @Override
    public boolean accepts(Token token) {
      return token.text().matches("(?i)virtual-template[0-9]*");
    }

    @Override
    public boolean wholeLine() {
      return true;
    }

    @Override
    public String expected() {
      return "'Virtual-Template N type tunnel'";
    }
  }

  record Range(long least, long most) implements Parameter {
    private static final int DIGITS = 12;

    @Override
    public boolean accepts(Token token) {
      String text = token.text();
      boolean digits = text.length() <= DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
      return digits && Long.parseLong(text) >= least && Long.parseLong(text) <= most;
    }

    @Override
    public String expected() {
      return "a number from " + least + " to " + most;
    }
  }

  record Ipv4() implements Parameter {
    @Override
    public boolean accepts(Token token) {
      return AddressText.ipv4(token.text()).isPresent();
    }

    @Override
    public String expected() {
      return "an IPv4 address";
    }
  }

  record Ipv6() implements Parameter {
    @Override
    public boolean accepts(Token token) {
      return AddressText.ipv6(token.text()).isPresent();
    }

    @Override
    public String expected() {
      return "an IPv6 address";
    }
  }

  record Ipv6Prefix() implements Parameter {
    @Override
    public boolean accepts(Token token) {
      return AddressText.ipv6Prefix(token.text()).isPresent();
    }

    @Override
    public String expected() {
      return "an IPv6 prefix such as 2001:db8::/64";
    }
  }

  record Ip() implements Parameter {
    @Override
    public boolean accepts(Token token) {
      return AddressText.ip(token.text()).isPresent();
    }

    @Override
    public String expected() {
      return "an IPv4 or IPv6 address";
    }
  }

  /** A netmask: ones, then zeros. */
  record Mask() implements Parameter {
    @Override
    public boolean accepts(Token token) {
      return AddressText.prefixLength(token.text()).isPresent();
    }

    @Override
    public String expected() {
      return "a netmask such as 255.255.255.0";
    }
  }

  /** A wildcard mask: zeros, then ones. */
  record Wildcard() implements Parameter {
    @Override
    public boolean accepts(Token token) {
      return AddressText.wildcardPrefixLength(token.text()).isPresent();
    }

    @Override
    public String expected() {
      return "a wildcard mask such as 0.0.0.255";
    }
  }

  record Hex() implements Parameter {
    @Override
    public boolean accepts(Token token) {
      return token.text().matches("([0-9A-Fa-f]{2})+");
    }

    @Override
    public String expected() {
      return "an even number of hexadecimal digits";
    }
  }

  record OneOf(List<String> keywords) implements Parameter {
    public OneOf {
      keywords = List.copyOf(keywords);
    }

    @Override
    public boolean accepts(Token token) {
      return keywords.stream().anyMatch(token::is);
    }

    @Override
    public String expected() {
      return String.join(", ", keywords);
    }
  }

  /** Reads the notation of {@link Syntax}. */
  static Parameter of(String notation) {
    return switch (notation) {
      case "word" -> new Word();
      case "line" -> new Rest();
      case "delimited" -> new Delimited();
      case "virtual-template" -> new VirtualTemplate();
      case "ipv4" -> new Ipv4();
      case "ipv6" -> new Ipv6();
      case "prefix" -> new Ipv6Prefix();
      case "ip" -> new Ip();
      case "mask" -> new Mask();
      case "wildcard" -> new Wildcard();
      case "hex" -> new Hex();
      default -> numberOrKeywords(notation);
    };
  }

  private static Parameter numberOrKeywords(String notation) {
    if (!notation.matches("[0-9]+-[0-9]+")) {
      return new OneOf(Arrays.asList(notation.split("\\|")));
    }
    int dash = notation.indexOf('-');
    return new Range(
        Long.parseLong(notation.substring(0, dash)), Long.parseLong(notation.substring(dash + 1)));
  }
}
