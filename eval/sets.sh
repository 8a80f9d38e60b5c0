#!/usr/bin/env bash
# Evaluates over every set of a folder whose subfolders have manifests, into ./results/sets.
#
#   eval/sets.sh FOLDER [OPTION of 'speech evaluate']…
#
# For example:
#   eval/sets.sh ../shared/speech
#   eval/sets.sh ../shared/speech --model whisper-base --model mine=./my-model --output results/mine

set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/speech.sh"
require_folder "${1:-}"
evaluate_into results/sets "$@"
