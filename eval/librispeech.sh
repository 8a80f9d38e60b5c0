#!/usr/bin/env bash
# Evaluates over LibriSpeech as openslr.org/12 has it: one subset (…/LibriSpeech/test-clean) or the folder with all that were unpacked.
# Scored with Whisper's English normaliser, as papers do that compare with it. Into ./results/librispeech.
#
#   eval/librispeech.sh FOLDER [OPTION of 'speech evaluate']…
#
# For example:
#   eval/librispeech.sh ~/data/LibriSpeech/test-clean --model mine=./my-model --beam-size 5

set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/speech.sh"
require_folder "${1:-}"
evaluate_into results/librispeech "$1" --kind librispeech --normalizer english "${@:2}"
