#!/usr/bin/env bash
# Evaluates over FLEURS as huggingface.co/datasets/google/fleurs has it, with the archives under audio unpacked. Languages without
# spaces between words are scored by characters, the others by words, as in Whisper's paper. Into ./results/fleurs.
#
#   eval/fleurs.sh FOLDER [LANGUAGE…] [OPTION of 'speech evaluate']…
#
# A LANGUAGE is a folder under data, such as de_de; without any, all that are there. For example:
#   eval/fleurs.sh ~/data/fleurs de_de fr_fr --split dev

set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/speech.sh"
require_folder "${1:-}"
folder=$1
shift
inputs=()
while [ $# -gt 0 ] && [ "${1#-}" = "$1" ]; do
    inputs+=("$folder/data/$1")
    shift
done
[ ${#inputs[@]} -gt 0 ] || inputs=("$folder")
evaluate_into results/fleurs "${inputs[@]}" --kind fleurs "$@"
