package io.gatehouse.protocol.ike.message;

import io.gatehouse.protocol.octets.Octets;
import java.util.ArrayList;
import java.util.List;

/** Proposals, the body of an SA payload (RFC 7296 section 3.3.1). */
final class SecurityAssociationCodec {

  /** Clients are known to send up to about 20. */
  private static final int MAXIMUM_PROPOSALS = 64;

  private static final int MAXIMUM_TRANSFORMS = 128;
  private static final int LAST = 0;
  private static final int MORE = 2;
  private static final int SUBSTRUCTURE_HEADER = 4;
  private static final int IKE_SPI = 8;
  private static final int IPSEC_SPI = 4;

  private SecurityAssociationCodec() {}

  static List<Proposal> decode(OctetReader body) {
    List<Proposal> proposals = new ArrayList<>();
    while (!body.isAtEnd()) {
      if (proposals.size() == MAXIMUM_PROPOSALS) {
        throw body.invalid("more than " + MAXIMUM_PROPOSALS + " proposals");
      }
      int last = body.u8();
      body.skip(1);
      OctetReader proposal = body.part(body.u16() - SUBSTRUCTURE_HEADER, "Proposal");
      requireLast(last, MORE, proposal, body);
      proposals.add(proposal(proposal));
      proposal.requireEnd();
    }
    return proposals;
  }

  /** The first octet of a substructure says whether another follows: it must be right. */
  static void requireLast(int last, int more, OctetReader substructure, OctetReader parent) {
    if (last != (parent.isAtEnd() ? LAST : more)) {
      throw substructure.invalid("Last Substruc is " + last);
    }
  }

  static void encode(List<Proposal> proposals, OctetWriter writer) {
    for (int i = 0; i < proposals.size(); i++) {
      int start = writer.length();
      writer.u8(i == proposals.size() - 1 ? LAST : MORE).u8(0).u16(0);
      encode(proposals.get(i), writer);
      writer.fillLength16(start + 2, start);
    }
  }

  private static Proposal proposal(OctetReader reader) {
    int number = reader.u8();
    int protocol = reader.u8();
    int spiSize = reader.u8();
    int count = reader.u8();
    if (number == 0) {
      throw reader.invalid("proposal number 0");
    }
    if (count > MAXIMUM_TRANSFORMS) {
      throw reader.invalid(count + " transforms");
    }
    requireSpiSize(protocol, spiSize, reader);
    Octets spi = reader.octets(spiSize);
    return new Proposal(number, protocol, spi, TransformCodec.decode(count, reader));
  }

  private static void requireSpiSize(int protocol, int size, OctetReader reader) {
    boolean possible =
        switch (protocol) {
          case Proposal.IKE -> size == 0 || size == IKE_SPI;
          case Proposal.AH, Proposal.ESP -> size == IPSEC_SPI;
          default -> true;
        };
    if (!possible) {
      throw reader.invalid("an SPI of " + size + " octets for protocol " + protocol);
    }
  }

  private static void encode(Proposal proposal, OctetWriter writer) {
    writer
        .u8(proposal.number())
        .u8(proposal.protocol())
        .u8(proposal.spi().length())
        .u8(proposal.transforms().size())
        .octets(proposal.spi());
    TransformCodec.encode(proposal.transforms(), writer);
  }
}
