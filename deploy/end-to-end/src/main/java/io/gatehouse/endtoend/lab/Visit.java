package io.gatehouse.endtoend.lab;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Threads of this process that are in another network namespace, setns(2), as the processes of its
 * host are. A laboratory of many small observers needs no process for each.
 */
final class Visit {
  private static final int CLONE_NEWNET = 0x40000000;
  private static final int O_RDONLY = 0;
  private static final MethodHandle OPEN =
      function(
          "open",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle SETNS =
      function(
          "setns",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  private static final MethodHandle CLOSE =
      function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private Visit() {}

  static <T> T to(String namespace, Callable<T> task) {
    CompletableFuture<T> outcome = new CompletableFuture<>();
    Thread.ofPlatform().daemon().name(namespace).start(() -> complete(outcome, namespace, task));
    try {
      return outcome.join();
    } catch (CompletionException e) {
      throw new LabException("on " + namespace + ": " + e.getCause(), e);
    }
  }

  private static <T> void complete(
      CompletableFuture<T> outcome, String namespace, Callable<T> task) {
    try {
      enter(namespace);
      outcome.complete(task.call());
    } catch (Exception e) {
      outcome.completeExceptionally(e);
    }
  }

  static Thread begin(String namespace, String title, Runnable task) {
    return Thread.ofPlatform()
        .daemon()
        .name(title)
        .start(
            () -> {
              enter(namespace);
              task.run();
            });
  }

  // For the rest of the thread's life: only a platform thread is one thread of the kernel's.
  private static void enter(String namespace) {
    try (Arena arena = Arena.ofConfined()) {
      int file = (int) OPEN.invokeExact(arena.allocateFrom("/run/netns/" + namespace), O_RDONLY);
      int status = (int) SETNS.invokeExact(file, CLONE_NEWNET);
      int _ = (int) CLOSE.invokeExact(file);
      if (status != 0) {
        throw new LabException("cannot enter " + namespace);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new LabException("cannot enter " + namespace, e);
    }
  }

  private static MethodHandle function(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().find(name).orElseThrow(), descriptor, options);
  }
}
