package io.gatehouse.node;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What counters are called where operators see them: {@code xfrm_in_no_states}. */
final class CounterNames {

  private static final Pattern WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private CounterNames() {}

  /** The names of constants behind a prefix. */
  static <E extends Enum<E>> Map<String, Long> of(String prefix, Map<E, Long> counters) {
    Map<String, Long> named = new LinkedHashMap<>();
    counters.forEach(
        (event, count) -> named.put(prefix + "_" + event.name().toLowerCase(Locale.ROOT), count));
    return named;
  }

  /** Names such as the kernel's: {@code XfrmInNoStates}. */
  static Map<String, Long> ofKernel(Map<String, Long> counters) {
    Map<String, Long> named = new LinkedHashMap<>();
    counters.forEach(
        (name, count) ->
            named.put(WORD.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT), count));
    return named;
  }
}
