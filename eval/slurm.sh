#!/usr/bin/env bash
# Spreads an evaluation over SLURM tasks and merges their results when all have ended.
#
#   eval/slurm.sh SHARDS INPUT… --output DIR [OPTION of 'speech evaluate']…
#
# SBATCH_… variables and the #SBATCH lines of evaluate.sbatch set partition, memory and time. For example:
#   SBATCH_PARTITION=short eval/slurm.sh 16 ~/data/LibriSpeech --model mine=./my-model --output results/mine

set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
usage() { sed -n '2,/^$/s/^# \{0,1\}//p' "$0" >&2; exit 2; }
[[ "${1:-}" =~ ^[1-9][0-9]*$ ]] || usage
shards=$1
shift
output=
for ((i = 1; i < $#; i++)); do
    case "${!i}" in --output | -o) j=$((i + 1)); output=${!j} ;; esac
done
[ -n "$output" ] || usage

# Built here and now, or every task would build it at the same time.
. "$here/speech.sh"
mkdir -p "$output"
job=$(sbatch --parsable --array="1-$shards" --export="ALL,SHARDS=$shards,SPEECH_EVAL=$here" "$here/evaluate.sbatch" "$@")
# After any end, since a clip that fails makes its task fail: merge says which parts are missing, if some are.
merge=$(sbatch --parsable --dependency="afterany:$job" --job-name=speech-merge --output="speech-merge-%j.log" << SCRIPT
#!/usr/bin/env bash
. "$here/speech.sh"
speech evaluate merge "$output" --output "$output"
SCRIPT
)
echo "Submitted $shards shards as job $job, and job $merge, which merges them into $output/report.html and its like."
