package io.gatehouse.endtoend.hostile;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Ways to annoy a headend. */
enum Hostility {
  RANDOM_OCTETS {
    @Override
    Datagram next(Overheard overheard, RandomGenerator random) {
      return Datagram.raw(octets(random.nextInt(MTU), random), random);
    }
  },
  /** A header as it should be, before nonsense. */
  RANDOM_SESSION {
    @Override
    Datagram next(Overheard overheard, RandomGenerator random) {
      byte[] body = octets(random.nextInt(600), random);
      int exchange = 34 + random.nextInt(5);
      return Datagram.ike(
          message(octets(16, random), random.nextInt(60), exchange, body, random), random);
    }
  },
  TRUNCATED {
    @Override
    Datagram next(Overheard overheard, RandomGenerator random) {
      byte[] request = overheard.request(random);
      return Datagram.ike(Arrays.copyOf(request, random.nextInt(request.length)), random);
    }
  },
  FLIPPED {
    @Override
    Datagram next(Overheard overheard, RandomGenerator random) {
      byte[] request = overheard.request(random);
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        request[random.nextInt(request.length)] ^= (byte) (1 << random.nextInt(8));
      }
      return Datagram.ike(request, random);
    }
  },
  /** A real IKE_SA_INIT, but of another initiator each time. */
  FLOOD {
    @Override
    Datagram next(Overheard overheard, RandomGenerator random) {
      byte[] request = overheard.initialRequest(random);
      ByteBuffer.wrap(request).putLong(0, random.nextLong());
      return Datagram.ike(request, random);
    }
  },
  /** RFC 7383: any number, any total, into sessions that are up. */
  ENCRYPTED_FRAGMENT {
    @Override
    Datagram next(Overheard overheard, RandomGenerator random) {
      byte[] body = octets(8 + random.nextInt(400), random);
      ByteBuffer.wrap(body).putShort(2, (short) body.length);
      int exchange = 35 + random.nextInt(3);
      return Datagram.ike(message(overheard.spis(random), SKF, exchange, body, random), random);
    }
  },
  CISCO_FRAGMENT {
    @Override
    Datagram next(Overheard overheard, RandomGenerator random) {
      byte[] body = octets(8 + random.nextInt(400), random);
      ByteBuffer.wrap(body).putShort(2, (short) body.length);
      byte[] spis = random.nextBoolean() ? overheard.spis(random) : octets(16, random);
      int exchange = 34 + random.nextInt(2);
      return Datagram.ike(message(spis, CISCO, exchange, body, random), random);
    }
  },
  UNKNOWN_ESP {
    @Override
    Datagram next(Overheard overheard, RandomGenerator random) {
      byte[] packet = octets(8 + random.nextInt(MTU), random);
      return new Datagram(Datagram.NAT_PORT, ByteBuffer.wrap(packet));
    }
  },
  GIANT {
    @Override
    Datagram next(Overheard overheard, RandomGenerator random) {
      byte[] body = octets(60_000, random);
      return Datagram.ike(message(octets(16, random), 33, 34, body, random), random);
    }
  },
  OTHER_VERSION {
    @Override
    Datagram next(Overheard overheard, RandomGenerator random) {
      byte[] request = overheard.request(random);
      request[VERSION_OFFSET] = (byte) (random.nextInt(16) << 4);
      return Datagram.ike(request, random);
    }
  };

  private static final int MTU = 1400;
  private static final int HEADER = 28;
  private static final int VERSION_OFFSET = 17;
  private static final byte VERSION_2 = 0x20;
  private static final byte INITIATOR = 0x08;
  private static final int SKF = 53;
  private static final int CISCO = 132;

  /** The next one; it differs from those before. */
  abstract Datagram next(Overheard overheard, RandomGenerator random);

  private static byte[] octets(int length, RandomGenerator random) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return octets;
  }

  /** An initiator's request with a header as RFC 7296 section 3.1 wants it. */
  private static byte[] message(
      byte[] spis, int nextPayload, int exchange, byte[] body, RandomGenerator random) {
    return ByteBuffer.allocate(HEADER + body.length)
        .put(spis)
        .put((byte) nextPayload)
        .put(VERSION_2)
        .put((byte) exchange)
        .put(INITIATOR)
        .putInt(random.nextInt(8))
        .putInt(HEADER + body.length)
        .put(body)
        .array();
  }
}
