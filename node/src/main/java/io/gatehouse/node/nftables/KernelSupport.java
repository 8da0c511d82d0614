package io.gatehouse.node.nftables;

import java.util.Arrays;
import java.util.Optional;

/** The parts of the kernel's nftables that the table takes, in the order of their importance. */
enum KernelSupport {
  INET(
      "tables of the family inet",
      "CONFIG_NF_TABLES, CONFIG_NF_TABLES_INET",
      "set s { type mark; }"),
  LIMIT("rate limits", "CONFIG_NFT_LIMIT", rule("input", "limit rate 1/second")),
  LOG("NFLOG", "CONFIG_NFT_LOG, CONFIG_NETFILTER_NETLINK_LOG", rule("input", "log group 1")),
  INTERVALS(
      "sets of address ranges", "CONFIG_NF_TABLES", "set s { type ipv4_addr; flags interval; }"),
  UPDATES(
      "sets that rules add to",
      "CONFIG_NF_TABLES",
      "set s { typeof esp spi; flags dynamic, timeout; size 8; }; "
          + rule("input", "add @s { @th,64,32 }")),
  PAYLOAD("raw payload matches", "CONFIG_NF_TABLES", rule("input", "@th,64,32 != 0")),
  TCP_OPTION(
      "changes of TCP options",
      "CONFIG_NF_TABLES",
      rule("forward", "tcp option maxseg size set 1280")),
  SECURITY_PATH(
      "a test for packets that came through IPsec",
      "CONFIG_XFRM",
      rule("input", "meta ipsec exists")),
  XFRM(
      "a test for the ends of a tunnel",
      "CONFIG_NFT_XFRM",
      rule("forward", "ipsec in ip daddr 192.0.2.1"));

  private final String what;
  private final String options;
  private final String part;

  KernelSupport(String what, String options, String part) {
    this.what = what;
    this.options = options;
    this.part = part;
  }

  private static String rule(String hook, String rule) {
    return "chain c { type filter hook %s priority 0; %s; }".formatted(hook, rule);
  }

  /** The first that is missing, as a text for the operator; empty when all of them are there. */
  static Optional<String> missing(NftCommand nft) {
    return Arrays.stream(values())
        .filter(support -> nft.check(support.table()).isPresent())
        .findFirst()
        .map(support -> support.what + " (" + support.options + ")");
  }

  private String table() {
    return "table inet gatehouse-check { %s; }\n".formatted(part);
  }
}
