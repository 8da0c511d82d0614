package io.gatehouse.benchmark.kernel;

import io.gatehouse.endtoend.lab.LabException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.InetSocketAddress;

/**
 * A UDP socket that sends many datagrams with each system call, which are dear in the test kernel.
 * What it receives nobody reads.
 */
final class BatchSocket implements AutoCloseable {

  private static final int AF_INET = 2;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCKADDR_IN = 16;
  private static final int AT_ONCE = 256;

  private static final MethodHandle SOCKET =
      function("socket", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
  private static final MethodHandle BIND =
      function("bind", ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
  private static final MethodHandle SENDMMSG =
      function(
          "sendmmsg",
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT);
  private static final MethodHandle CLOSE = function("close", ValueLayout.JAVA_INT);

  private final int descriptor;

  private BatchSocket(int descriptor) {
    this.descriptor = descriptor;
  }

  /** Opens it in the network namespace of the thread. */
  static BatchSocket bound(InetSocketAddress local) {
    BatchSocket socket =
        new BatchSocket(call("socket", () -> (int) SOCKET.invokeExact(AF_INET, SOCK_DGRAM, 0)));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(SOCKADDR_IN, Long.BYTES);
      DatagramBatch.write(address, local);
      int _ = call("bind", () -> (int) BIND.invokeExact(socket.descriptor, address, SOCKADDR_IN));
      return socket;
    } catch (LabException e) {
      socket.close();
      throw e;
    }
  }

  void send(DatagramBatch batch) {
    int sent = 0;
    while (sent < batch.count()) {
      MemorySegment rest = batch.from(sent);
      int most = Math.min(AT_ONCE, batch.count() - sent);
      sent += call("sendmmsg", () -> (int) SENDMMSG.invokeExact(descriptor, rest, most, 0));
    }
  }

  @Override
  public void close() {
    int _ = call("close", () -> (int) CLOSE.invokeExact(descriptor));
  }

  private interface Call {
    int make() throws Throwable;
  }

  private static int call(String name, Call call) {
    int answer;
    try {
      answer = call.make();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new LabException(name + " cannot be called", e);
    }
    if (answer < 0) {
      throw new LabException(name + " failed");
    }
    return answer;
  }

  private static MethodHandle function(String name, MemoryLayout... parameters) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().find(name).orElseThrow(),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters));
  }
}
