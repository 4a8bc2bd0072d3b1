#!/usr/bin/env bash
# Gradescope runs this once, as root, while it builds the autograder's image.
set -euo pipefail
root=${GRADUS_AUTOGRADER:-/autograder}
release=6.3.1

export DEBIAN_FRONTEND=noninteractive
apt-get update
# What swift.org asks for, zlib's headers, and the sandbox.
apt-get install -y --no-install-recommends ca-certificates curl gnupg binutils git libc6-dev \
  libcurl4-openssl-dev libedit2 libgcc-11-dev libpython3-dev libsqlite3-0 libstdc++-11-dev \
  libxml2-dev libz3-dev libncurses-dev pkg-config tzdata unzip zlib1g-dev bubblewrap

if ! command -v swift >/dev/null; then
  # shellcheck disable=SC1091
  . /etc/os-release
  case "$VERSION_ID-$(uname -m)" in
    22.04-x86_64 | 24.04-x86_64) arch="" ;;
    22.04-aarch64 | 24.04-aarch64) arch="-aarch64" ;;
    *)
      echo "Choose a base image with Ubuntu 22.04 or 24.04, not $PRETTY_NAME" >&2
      exit 1
      ;;
  esac
  name="swift-$release-RELEASE-ubuntu$VERSION_ID$arch"
  address="https://download.swift.org/swift-$release-release/ubuntu${VERSION_ID/./}$arch"
  address="$address/swift-$release-RELEASE/$name.tar.gz"
  folder=$(mktemp -d)
  curl -fsSL "$address" -o "$folder/swift.tar.gz"
  curl -fsSL "$address.sig" -o "$folder/swift.tar.gz.sig"
  curl -fsSL https://www.swift.org/keys/all-keys.asc | gpg --import -
  gpg --verify "$folder/swift.tar.gz.sig" "$folder/swift.tar.gz"
  tar -xzf "$folder/swift.tar.gz" --strip-components=2 -C /usr/local "$name/usr"
  rm -rf "$folder"
fi
swift --version

# The machine that grades needn't have the processor of the one that builds the image.
GRADUS_PORTABLE=1 swift build --package-path "$root/source/kit"
apt-get clean
