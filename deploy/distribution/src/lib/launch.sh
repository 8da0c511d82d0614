# Starts a program of this distribution on a Java 25. GATEHOUSE_JAVA_OPTIONS may hold further options for the JVM.

java_release=25

find_java() {
  local home
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    [ -x "$home/bin/java" ] || continue
    if grep -q "^JAVA_VERSION=\"$java_release[.\"]" "$home/release" 2>/dev/null; then
      printf '%s\n' "$home/bin/java"
      return 0
    fi
  done
  printf '%s: no Java %s: neither JAVA_HOME nor /usr/lib/jvm has one\n' "$(basename "$0")" "$java_release" >&2
  return 1
}

# What is allocated for a session is mostly garbage soon: a young generation that a processor's cache nearly holds, and a
# collector with cheap barriers, take a fifth less processor time for a session than G1 with a heap that grows. It grows,
# eightfold at most, when collecting takes more than a thirteenth of the time: with 100,000 sessions that wake after a kill
# it was half of the time otherwise. Whoever names a collector gets that.
collector() {
  case "${GATEHOUSE_JAVA_OPTIONS:-}" in
    *-XX:+Use*GC*) ;;
    *) printf '%s\n' -XX:+UseParallelGC "-XX:NewSize=$((16 * $(nproc)))m" "-XX:MaxNewSize=$((128 * $(nproc)))m" -XX:GCTimeRatio=12 ;;
  esac
}

# What gatehouse-aot-cache has made; what the JVM says of it must not come between the lines of a command's output. While one
# is made, none is used.
aot_cache() {
  printf '%s\n' -Xlog:disable -Xlog:all=warning:stderr
  case "${GATEHOUSE_JAVA_OPTIONS:-}" in
    *-XX:AOTCache*) ;;
    *) [ ! -r "$1" ] || printf '%s\n' "-XX:AOTCache=$1" ;;
  esac
}

# In the order of their names' octets, whatever that of the directory or the language is: the cache is for one order.
class_path() {
  local IFS=: LC_ALL=C
  local jars=("$1"/*.jar)
  printf '%s\n' "${jars[*]}"
}

# Pekko and Netty use sun.misc.Unsafe; Netty's epoll and JNA load native code.
launch() {
  local java library cache
  java=$(find_java)
  library=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
  mapfile -t cache < <(aot_cache "$library/gatehouse.aot")
  # shellcheck disable=SC2046,SC2086 # several options in one
  exec "$java" --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
    -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError $(collector) "${cache[@]}" ${GATEHOUSE_JAVA_OPTIONS:-} \
    -cp "$(class_path "$library")" "$@"
}
