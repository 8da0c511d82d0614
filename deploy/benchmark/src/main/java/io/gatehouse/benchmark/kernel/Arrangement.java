package io.gatehouse.benchmark.kernel;

/** How the kernel is told which packets are whose. */
interface Arrangement extends AutoCloseable {

  void install(Client client);

  /** Lists everything, and returns how many states there are. */
  int list();

  /** Removes what it has installed. */
  void removeAll();

  @Override
  void close();
}
