package io.gatehouse.benchmark.result;

/** What is measured. Its name in JSON is that of the constant. */
public enum Quantity {
  SERVER_CPU_PER_SESSION("server CPU per session", "ms", Better.LESS),
  DATABASE_CPU_PER_SESSION("PostgreSQL CPU per session", "ms", Better.LESS),
  SESSIONS_PER_SECOND("sessions per second", "1/s", Better.MORE),
  SET_UP_P50("set-up, median", "ms", Better.LESS),
  SET_UP_P99("set-up, 99th percentile", "ms", Better.LESS),
  FAILURES("failures", "", Better.LESS),
  RETRANSMISSIONS("retransmissions", "", Better.LESS),
  HEAP_PER_SESSION("heap per session", "KiB", Better.LESS),
  RESIDENT_PER_SESSION("resident memory per session", "KiB", Better.LESS),
  IDLE_CPU("CPU while idle", "%", Better.LESS),
  DPD_PER_SECOND("dead peer detections per second", "1/s", Better.MORE),
  SERVER_CPU_PER_DPD("server CPU per dead peer detection", "ms", Better.LESS),
  RESTART_TO_SERVING("restart until it serves", "s", Better.LESS),
  RESTART_TO_ALL_SESSIONS("restart until all sessions are at work", "s", Better.LESS),
  RESTART_CPU("CPU of a restart", "s", Better.LESS),
  SESSIONS_LOST("sessions lost", "", Better.LESS),
  OFFERED_PER_SECOND("offered", "1/s", Better.MORE),
  GOODPUT("goodput of the peak", "%", Better.MORE),
  DPD_P50("dead peer detection, median", "ms", Better.LESS),
  DPD_P99("dead peer detection, 99th percentile", "ms", Better.LESS),
  PACKETS_PER_CPU_SECOND("packets per CPU second", "1/s", Better.MORE),
  MEGABITS_PER_CPU_SECOND("TCP per CPU second", "Mbit/s", Better.MORE),
  MEGABITS_PER_SECOND("throughput", "Mbit/s", Better.MORE),
  PACKETS_LOST("packets lost", "%", Better.LESS),
  TIME_PER_OPERATION("time per operation", "µs", Better.LESS),
  ELAPSED("time", "s", Better.LESS),
  KERNEL_CPU_PER_CLIENT("kernel CPU per client", "µs", Better.LESS),
  KERNEL_CPU_PER_PACKET("kernel CPU per packet", "µs", Better.LESS),
  KERNEL_MEMORY_PER_CLIENT("kernel memory per client", "KiB", Better.LESS);

  /** Which direction an operator would like it to go. */
  public enum Better {
    LESS,
    MORE
  }

  private final String title;
  private final String unit;
  private final Better better;

  Quantity(String title, String unit, Better better) {
    this.title = title;
    this.unit = unit;
    this.better = better;
  }

  public String title() {
    return title;
  }

  /** Empty for a mere count. */
  public String unit() {
    return unit;
  }

  public Better better() {
    return better;
  }

  /** Whether its ratio says something by itself: of latencies and counts it is mostly noise. */
  public boolean isCharted() {
    return switch (this) {
      case SET_UP_P50, SET_UP_P99, FAILURES, RETRANSMISSIONS, PACKETS_LOST -> false;
      default -> true;
    };
  }
}
