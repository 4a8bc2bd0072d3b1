#!/usr/bin/env bash
# Packs the autograder for Gradescope: the student edition of this kit and the two scripts.
#
#   bash docs/class/gradescope/make-zip.sh autograder.zip [<seed>]
set -euo pipefail
if [ $# -lt 1 ] || [ $# -gt 2 ]; then
  echo "usage: bash make-zip.sh <zip> [<seed>]" >&2
  exit 64
fi
case $1 in /*) zip=$1 ;; *) zip=$PWD/$1 ;; esac
here=$(cd "$(dirname "$0")" && pwd)
kit=$(cd "$here/../../.." && pwd)
if [ -e "$zip" ]; then
  echo "Error: '$1' is there already" >&2
  exit 2
fi
if [ $# = 2 ] && ! [[ $2 =~ ^[0-9]+$ ]]; then
  echo "Error: the seed must be a whole number, but it is '$2'" >&2
  exit 64
fi

folder=$(mktemp -d)
trap 'rm -rf -- "$folder"' EXIT
# Not the solutions: a student's code runs in that image.
swift run --package-path "$kit" gradus export --for-classes "$folder/kit"
cp "$here/setup.sh" "$here/run_autograder" "$folder"
chmod 755 "$folder/setup.sh" "$folder/run_autograder"
if [ $# = 2 ]; then echo "$2" >"$folder/seed"; fi
(cd "$folder" && zip -qr "$zip" .)
echo "$1 is ready to be uploaded."
