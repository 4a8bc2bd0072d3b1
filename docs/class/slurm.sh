#!/usr/bin/env bash
# Grades a class as a Slurm job array, and merges the parts when the last one has ended.
#
#   bash slurm.sh <kit> <hand-ins> <output> <parts> [<option of gradus class> ...]
#   bash slurm.sh ~/gradus ~/hand-ins ~/grades 8 --seed 20261121
#
# All three folders lie on a file system that every node sees. Build the kit there once, so that it
# runs on every node's processor: GRADUS_PORTABLE=1 swift build
#
# The same command, given again, goes on where it was stopped. What a job asks for stands below; a
# partition or an account can also be named in SBATCH_PARTITION and SBATCH_ACCOUNT.
#
#SBATCH --job-name=gradus-class
#SBATCH --cpus-per-task=2
#SBATCH --mem=6G
#SBATCH --time=04:00:00
#SBATCH --open-mode=append
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
      echo "Error: there is no built kit in '$kit': run GRADUS_PORTABLE=1 swift build" >&2
      exit 2
    fi
    kit=$(realpath "$kit") hand_ins=$(realpath "$hand_ins") output=$(realpath -m "$output")
    script=$(realpath "$0")
    mkdir -p "$output"
    rm -f "$output"/parts/*/status
    # The step is passed on as a variable of ours: one that is named after --export would make Slurm
    # start a login shell on the node before each job.
    array=$(GRADUS_STEP=part sbatch --parsable --export=ALL --array="1-$parts" \
      --output="$output/gradus-class-part-%a.log" \
      "$script" "$kit" "$hand_ins" "$output" "$parts" "${options[@]}")
    # Also when some parts report hand-ins without a grade.
    merge=$(GRADUS_STEP=merge sbatch --parsable --export=ALL --dependency="afterany:${array%%;*}" \
      --output="$output/gradus-class-merge.log" \
      "$script" "$kit" "$hand_ins" "$output" "$parts")
    echo "Job $array grades $parts parts; job $merge then writes the grades to $output."
    ;;
  part)
    folder=$output/parts/$SLURM_ARRAY_TASK_ID
    mkdir -p "$folder"
    status=0
    "$gradus" class "$hand_ins" --output "$folder" --shard "$SLURM_ARRAY_TASK_ID/$parts" \
      --jobs "${SLURM_CPUS_PER_TASK:-1}" --skip-build "${options[@]}" || status=$?
    # A job that is stopped doesn't come here.
    echo "$status" >"$folder/status"
    exit "$status"
    ;;
  merge)
    folders=() ending=0
    for ((part = 1; part <= parts; part++)); do
      folders+=("$output/parts/$part")
      status=$(cat "$output/parts/$part/status" 2>/dev/null) || status=none
      if [ "$status" != 0 ]; then
        echo "Part $part has not ended well (status $status). Grades may be missing; the reason" \
          "stands in $output/gradus-class-part-$part.log."
        ending=2
      fi
    done
    "$gradus" class merge "$output" "${folders[@]}" || ending=$?
    exit "$ending"
    ;;
  *)
    echo "Error: GRADUS_STEP is '$GRADUS_STEP', which is none of submit, part and merge" >&2
    exit 64
    ;;
esac
