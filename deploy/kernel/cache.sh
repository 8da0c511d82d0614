# Where the kernel is that deploy/build-test-kernel has built. Sourced by it and by deploy/test-kernel.

kernel_cache=${XDG_CACHE_HOME:-$HOME/.cache}/gatehouse/test-kernel

# Names what the kernel is made with, in its file's name: another configuration makes another kernel.
kernel_recipe() { cat "$1"/kernel/config "$1"/kernel/signal-frame.sed | sha256sum | cut -c 1-12; }

# Prints the path of the newest kernel of the present configuration, if there is one.
built_kernel() {
  local newest
  newest=$(find "$kernel_cache" -name "linux-*-$(kernel_recipe "$1")" -perm -u+x 2>/dev/null | sort -V | tail -n 1)
  [ -n "$newest" ] && printf '%s\n' "$newest"
}
