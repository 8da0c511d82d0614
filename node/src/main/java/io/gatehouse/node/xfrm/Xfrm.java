package io.gatehouse.node.xfrm;

/** Numbers of linux/xfrm.h. */
final class Xfrm {

  static final int XFRM_MSG_NEWSA = 16;
  static final int XFRM_MSG_DELSA = 17;
  static final int XFRM_MSG_GETSA = 18;
  static final int XFRM_MSG_NEWPOLICY = 19;
  static final int XFRM_MSG_DELPOLICY = 20;
  static final int XFRM_MSG_GETPOLICY = 21;
  static final int XFRM_MSG_ALLOCSPI = 22;
  static final int XFRM_MSG_ACQUIRE = 23;
  static final int XFRM_MSG_EXPIRE = 24;
  static final int XFRM_MSG_UPDPOLICY = 25;
  static final int XFRM_MSG_UPDSA = 26;
  static final int XFRM_MSG_NEWAE = 30;
  static final int XFRM_MSG_GETSADINFO = 35;
  static final int XFRM_MSG_NEWSPDINFO = 36;
  static final int XFRM_MSG_GETSPDINFO = 37;
  static final int XFRM_MSG_MAPPING = 38;

  static final int XFRMA_ALG_CRYPT = 2;
  static final int XFRMA_ENCAP = 4;
  static final int XFRMA_TMPL = 5;
  static final int XFRMA_LTIME_VAL = 9;
  static final int XFRMA_REPLAY_VAL = 10;
  static final int XFRMA_REPLAY_THRESH = 11;
  static final int XFRMA_ETIMER_THRESH = 12;
  static final int XFRMA_LASTUSED = 15;
  static final int XFRMA_ALG_AEAD = 18;
  static final int XFRMA_ALG_AUTH_TRUNC = 20;
  static final int XFRMA_MARK = 21;
  static final int XFRMA_REPLAY_ESN_VAL = 23;
  static final int XFRMA_OFFLOAD_DEV = 28;
  static final int XFRMA_SET_MARK = 29;
  static final int XFRMA_SET_MARK_MASK = 30;
  static final int XFRMA_IF_ID = 31;
  static final int XFRMA_MTIMER_THRESH = 32;
  static final int XFRMA_SA_DIR = 33;

  static final int XFRMA_SAD_CNT = 1;
  static final int XFRMA_SPD_IPV4_HTHRESH = 3;
  static final int XFRMA_SPD_IPV6_HTHRESH = 4;

  static final int XFRM_STATE_AF_UNSPEC = 32;
  static final int XFRM_STATE_ESN = 128;

  static final int XFRM_MODE_TUNNEL = 1;
  static final int UDP_ENCAP_ESPINUDP = 2;
  static final int IPPROTO_ESP = 50;

  /** Octets of the structures, with their padding. */
  static final int USERSA_INFO = 224;

  static final int SELECTOR = 56;
  static final int STATS = 12;
  static final int TEMPLATE = 64;

  private Xfrm() {}
}
