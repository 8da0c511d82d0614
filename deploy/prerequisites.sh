# What a Debian machine needs to build Gatehouse and to run its laboratory. Sourced by deploy/test and deploy/demo.

java_release=25

packages=(
  maven
  iproute2 iputils-ping procps curl iperf3 tcpdump tshark
  bird2 nftables
  freeradius postgresql
  strongswan-swanctl charon-systemd
  libcharon-extra-plugins libcharon-extauth-plugins
  libstrongswan-standard-plugins libstrongswan-extra-plugins
)

services=(freeradius strongswan bird postgresql)

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$(basename "$0"): $*"
  exit 1
}

require_root() {
  [ "$(id -u)" = 0 ] || fail "must run as root: it makes network namespaces and TUN devices"
}

require_tun() {
  [ -c /dev/net/tun ] || modprobe tun 2>/dev/null || true
  [ -c /dev/net/tun ] || fail "/dev/net/tun is missing: the kernel has no TUN driver, or this container may not use it"
}

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# Installs the named packages without starting the services that they bring: a policy-rc.d that forbids it is
# put in place meanwhile, and whatever was there before is put back, also when the installation fails.
install_quietly() (
  policy=/usr/sbin/policy-rc.d
  kept=$(mktemp -d)
  [ ! -e "$policy" ] || mv "$policy" "$kept/policy-rc.d"
  restore() {
    rm -f "$policy"
    [ ! -e "$kept/policy-rc.d" ] || mv "$kept/policy-rc.d" "$policy"
    rm -rf "$kept"
  }
  trap restore EXIT
  trap 'exit 130' INT TERM
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"; } </dev/null >"$kept/log" 2>&1 ||
    { cat "$kept/log" >&2; exit 1; }
)

# Services of packages that we have just installed are not wanted at the next boot either.
disable_services() {
  local service
  [ -d /run/systemd/system ] || return 0
  for service in "${services[@]}"; do
    systemctl disable --quiet "$service" 2>/dev/null || true
  done
}

install_packages() {
  local package missing=()
  for package in "${packages[@]}"; do
    is_installed "$package" || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || fail "missing packages, and this is not a Debian machine: ${missing[*]}"
  say "Installing ${missing[*]}"
  install_quietly "${missing[@]}" || fail "could not install: ${missing[*]}"
  disable_services
}

# Prints the home of a JDK of the release that we build with: $JAVA_HOME if it is one, or else one below /usr/lib/jvm.
find_jdk() {
  local home
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    [ -x "$home/bin/javac" ] || continue
    if grep -q "^JAVA_VERSION=\"$java_release[.\"]" "$home/release" 2>/dev/null; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  return 1
}

install_jdk() {
  local package
  find_jdk >/dev/null && return 0
  apt-get update -qq || true
  for package in "openjdk-$java_release-jdk-headless" "temurin-$java_release-jdk"; do
    apt-cache show "$package" >/dev/null 2>&1 || continue
    say "Installing $package"
    install_quietly "$package" && find_jdk >/dev/null && return 0
  done
  fail "no JDK $java_release: neither JAVA_HOME nor /usr/lib/jvm has one, and this machine's package sources offer none." \
    "Install one below /usr/lib/jvm, for example Eclipse Temurin, and start again."
}

prepare_machine() {
  require_root
  install_packages
  install_jdk
  # Where Maven itself runs on this JDK it selects no toolchain, and its exec plugin takes java from the path.
  PATH=$(find_jdk)/bin:$PATH
  require_tun
}

# Makes the distribution and the laboratory, and keeps Maven's output in the file that is named. What follows goes to Maven.
build_gatehouse() {
  local log=$1
  shift
  say "Building Gatehouse (the first time, Maven fetches its libraries: a few minutes)"
  mvn --batch-mode --no-transfer-progress -Dstyle.color=never package -DskipTests "$@" 2>&1 | tee "$log" |
    sed -unE 's/^\[INFO\] Building (Gatehouse [^ ]+) .*/  \1/p' >&2 ||
    { tail -n 40 "$log" >&2; fail "the build failed"; }
}
