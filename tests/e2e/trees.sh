# Sourced by the slow proofs that need a Debian of their own. What was made is kept in $USHER_TREES (else
# /var/tmp/usher-trees) and used again: delete the folder to begin anew.
# shellcheck shell=bash
trees=${USHER_TREES:-/var/tmp/usher-trees}
proof=$(basename "$0")
log=$trees/$proof.log
cache=${CCACHE_DIR:-$HOME/.cache/ccache}
fail() { echo "$proof: FAILED: $1" >&2; exit 1; }
skip() { echo "$proof: SKIPPED: $1"; exit 0; }

# Ends with the reason where no tree can be made here; each argument is a further program that is needed.
need_trees() {
  [ "$(id -u)" -eq 0 ] || skip "trees are made and entered by root"
  local program
  for program in debootstrap "$@"; do
    command -v "$program" >/dev/null || skip "there is no $program; apt-get install debootstrap $*"
  done
  mkdir -p "$trees" "$cache"
  : >"$log"
}

# A bare system, once; a tree from it, as often as wanted.
bare() {  # bare SUITE
  [ -e "$trees/$1-bare.tar" ] && return
  local mirror
  mirror=$(grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null |
    head -n1 | tr -d ' ' || true)
  rm -rf "${trees:?}/$1-bare"
  debootstrap --variant=minbase "$1" "$trees/$1-bare" ${mirror:+"$mirror"} >>"$log" 2>&1 ||
    skip "debootstrap $1 did not work: $(tail -n1 "$log")"
  tar -C "$trees/$1-bare" -cf "$trees/$1-bare.part" .
  mv "$trees/$1-bare.part" "$trees/$1-bare.tar"
  rm -rf "${trees:?}/$1-bare"
}
fresh() {  # fresh SUITE NAME
  bare "$1"
  rm -rf "${trees:?}/$2" && mkdir "$trees/$2" && tar -C "$trees/$2" -xf "$trees/$1-bare.tar"
  printf '#!/bin/sh\nexit 101\n' >"$trees/$2/usr/sbin/policy-rc.d" && chmod +x "$trees/$2/usr/sbin/policy-rc.d"
  cp /etc/resolv.conf "$trees/$2/etc/resolv.conf"
}
inside() {  # inside NAME COMMAND...
  chroot "$trees/$1" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive \
    LANG=C.UTF-8 CCACHE_DIR=/ccache CCACHE_BASEDIR=/src CCACHE_NOHASHDIR=1 CCACHE_COMPILERCHECK=content "${@:2}"
}
# In the background, so that the process whose id is $! hands a signal on to the program.
begin_as_usher() {  # begin_as_usher NAME COMMAND...
  exec chroot "$trees/$1" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin runuser -u usher -- "${@:2}"
}
quietly() { "$@" >>"$log" 2>&1 || { tail -n 15 "$log" >&2; fail "$* (all of it in $log)"; }; }

# Whatever is mounted below a tree leaves with the script, however it ends: nobody's rm -rf may meet it.
mounted=()
undo_mounts() {
  local i
  for ((i = ${#mounted[@]} - 1; i >= 0; --i)); do umount "${mounted[i]}" 2>/dev/null || umount -l "${mounted[i]}" || true; done
  mounted=()
}
mount_into() {  # mount_into NAME FOLDER MOUNT_ARGUMENTS...
  local target=$trees/$1$2
  mkdir -p "$target"
  mountpoint -q "$target" && return
  mount "${@:3}" "$target" && mounted+=("$target")
}

# A tree in which the sources of this checkout can be built, by scripts/setup in a fresh Debian: $SUITE-build.
builder() {  # builder SUITE
  local name=$1-build
  if [ ! -e "$trees/$name/.ready" ]; then
    fresh "$1" "$name"
    cp "$here/scripts/setup" "$trees/$name/root/setup"
    quietly inside "$name" bash /root/setup
    quietly inside "$name" apt-get install -y --no-install-recommends ccache dpkg-dev file
    touch "$trees/$name/.ready"
  fi
  # What the sources came to need since the tree was made.
  cp "$here/scripts/setup" "$trees/$name/root/setup"
  quietly inside "$name" bash /root/setup
}
# Builds the package in a tree, from this checkout mounted read-only; its path is in $package. Folders lie to each other
# as they do outside, and the compiler's cache is shared, so that a Debian like this one has little to compile.
build_package() {  # build_package NAME CMAKE_ARGUMENTS...
  local build=$trees/$1-objects
  # From nothing: objects of another checkout may be younger than this one's sources. The cache has what is alike.
  rm -rf "$build"
  mkdir -p "$build" "$here/build/release"
  mount_into "$1" /src --bind -o ro "$here"
  mount_into "$1" /src/build/release --bind "$build"
  mount_into "$1" /ccache --bind "$cache"
  quietly inside "$1" cmake -S /src -B /src/build/release -G Ninja -DCMAKE_BUILD_TYPE=Release \
    "-DCMAKE_CXX_FLAGS_RELEASE=-O2 -g1 -DNDEBUG" -DUSHER_TESTS=OFF -DCMAKE_CXX_COMPILER_LAUNCHER=ccache "${@:2}"
  quietly inside "$1" nice -n "${USHER_TREES_NICE:-10}" ninja -C /src/build/release usher
  rm -f "$build"/usher_*.deb
  quietly inside "$1" sh -c 'cd /src/build/release && cpack --config CPackConfig.cmake -G DEB'
  undo_mounts
  package=$(ls "$build"/usher_*.deb)
}
