#!/usr/bin/env bash
# Grades a class as a Slurm job array, and merges the parts when the last one has ended.
#
#   bash slurm.sh <kit> <hand-ins> <output> <parts> [<option of gradus class> ...]
#   bash slurm.sh ~/gradus ~/hand-ins ~/grades 8 --seed 20261121
#
# All three folders lie on a file system that every node sees. Build the kit there once, so that it
# runs on every node's processor: GRADUS_PORTABLE=1 swift build --build-tests
#
#SBATCH --job-name=gradus-class
#SBATCH --cpus-per-task=2
#SBATCH --mem=6G
#SBATCH --time=04:00:00
#SBATCH --output=gradus-class-%j.log
set -euo pipefail

if [ $# -lt 4 ]; then
  echo "usage: bash slurm.sh <kit> <hand-ins> <output> <parts> [<option of gradus class> ...]" >&2
  exit 64
fi
kit=$1 hand_ins=$2 output=$3 parts=$4
options=("${@:5}")
gradus=$kit/.build/debug/gradus

case ${GRADUS_STEP:-submit} in
  submit)
    if ! [[ $parts =~ ^[1-9][0-9]*$ ]]; then
      echo "Error: the number of parts must be 1 or more, but it is '$parts'" >&2
      exit 64
    fi
    if ! [ -x "$gradus" ]; then
      echo "Error: there is no built kit in '$kit': run GRADUS_PORTABLE=1 swift build --build-tests" >&2
      exit 2
    fi
    kit=$(realpath "$kit") hand_ins=$(realpath "$hand_ins") output=$(realpath -m "$output")
    mkdir -p "$output"
    # The jobs' logs come to lie beside the parts.
    array=$(sbatch --parsable --chdir="$output" --array="1-$parts" --export=ALL,GRADUS_STEP=part \
      "$0" "$kit" "$hand_ins" "$output" "$parts" "${options[@]}")
    # Also when some parts report hand-ins without a grade.
    merge=$(sbatch --parsable --chdir="$output" --dependency="afterany:${array%%;*}" \
      --export=ALL,GRADUS_STEP=merge "$0" "$kit" "$hand_ins" "$output" "$parts")
    echo "Job $array grades $parts parts; job $merge then writes the grades to $output."
    ;;
  part)
    "$gradus" class "$hand_ins" --output "$output/parts/$SLURM_ARRAY_TASK_ID" \
      --shard "$SLURM_ARRAY_TASK_ID/$parts" --jobs "${SLURM_CPUS_PER_TASK:-1}" \
      --skip-build "${options[@]}"
    ;;
  merge)
    folders=()
    for ((part = 1; part <= parts; part++)); do folders+=("$output/parts/$part"); done
    "$gradus" class merge "$output" "${folders[@]}"
    ;;
  *)
    echo "Error: GRADUS_STEP is '$GRADUS_STEP', which is none of submit, part and merge" >&2
    exit 64
    ;;
esac
