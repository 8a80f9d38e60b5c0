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
# What only the report depends on goes to the merge, the rest to the shards; the seed and the folder to both.
shard=() report=()
output=
while [ $# -gt 0 ]; do
    case "$1" in
        --count-failures) report+=("$1") ;;
        --normalizer | --group-by | --draws | --confidence | --reports | --audio | --audio-limit | --format | -f)
            report+=("$1" "${2:?$1 needs a value}")
            shift
            ;;
        --seed)
            report+=("$1" "${2:?$1 needs a value}")
            shard+=("$1" "$2")
            shift
            ;;
        --output | -o)
            output=${2:?$1 needs a value}
            shift
            ;;
        *) shard+=("$1") ;;
    esac
    shift
done
[ -n "$output" ] && [ ${#shard[@]} -gt 0 ] || usage

# Built here and now, or every task would build it at the same time.
. "$here/speech.sh"
mkdir -p "$output"
job=$(sbatch --parsable --array="1-$shards" --export="ALL,SHARDS=$shards,SPEECH_EVAL=$here" "$here/evaluate.sbatch" "${shard[@]}" --output "$output")
# After any end, since a clip that fails makes its task fail: merge says which parts are missing, if some are.
report_options=
[ ${#report[@]} -eq 0 ] || report_options=$(printf '%q ' "${report[@]}")
merge=$(sbatch --parsable --dependency="afterany:$job" --job-name=speech-merge --output="speech-merge-%j.log" << SCRIPT
#!/usr/bin/env bash
. "$here/speech.sh"
speech evaluate merge "$output" --output "$output" $report_options
SCRIPT
)
echo "Submitted $shards shards as job $job, and job $merge, which merges them into $output/report.html and its like."
