# Fetches Debian's source packages with an apt of its own: the system's lists and cache stay as they are. Sourced.

codename() { . /etc/os-release && printf '%s\n' "${VERSION_CODENAME:-}"; }

# Sources of the machine's own release as archives of source packages of SUITE; other vendors' have none.
source_archives() {
  local apt=$1 suite=$2 release file
  release=$(codename)
  for file in /etc/apt/sources.list.d/*.sources; do
    [ -f "$file" ] || continue
    awk -v release="$release" -v suite="$suite" 'BEGIN { RS = ""; ORS = "\n\n" }
      $0 ~ "Suites:[^\n]*[ \t]" release && $0 ~ "Components:[^\n]*main" {
        sub(/Types:[^\n]*/, "Types: deb-src")
        if (suite != release) {
          if ($0 !~ "Suites:[ \t]*" release "([ \t]|\n|$)") next
          sub(/Suites:[^\n]*/, "Suites: " suite)
        }
        print
      }' "$file"
  done >"$apt/sources/debian.sources"
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [ -f "$file" ] || continue
    awk -v release="$release" -v suite="$suite" '$1 == "deb" && $0 ~ " " release "[^ ]* .*main" {
        sub(/^deb /, "deb-src ")
        if (suite != release) {
          if ($0 !~ " " release " ") next
          sub(" " release " ", " " suite " ")
        }
        print
      }' "$file"
  done >"$apt/sources/debian.list"
  [ -s "$apt/sources/debian.sources" ] || [ -s "$apt/sources/debian.list" ]
}

# fetch_source DIRECTORY SUITE PACKAGE: downloads the package's source into DIRECTORY/package.
fetch_source() {
  local apt=$1 suite=$2 package=$3
  mkdir -p "$apt/sources" "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/package"
  source_archives "$apt" "$suite" || return 1
  private_apt "$apt" update >&2 && (cd "$apt/package" && private_apt "$apt" source --download-only "$package" >&2)
}

# Prints the archive of the original source that fetch_source has put into DIRECTORY: its compression varies, and a
# signature may lie beside it.
original_source() { find "$1/package" -name '*.orig.tar.*' ! -name '*.asc'; }

private_apt() {
  local apt=$1
  shift
  apt-get -q -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$apt/sources" \
    -o Dir::State::Lists="$apt/lists" -o Dir::Cache="$apt/cache" -o APT::Sandbox::User="$(id -un)" "$@"
}
