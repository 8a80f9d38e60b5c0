#!/usr/bin/env bash
# Evaluates over Common Voice as commonvoice.mozilla.org has it: a locale's folder (…/cv-corpus-20.0/de) or the folder with several. Scores
# are parted by gender, age and accent too. Into ./results/common-voice.
#
#   eval/common-voice.sh FOLDER [OPTION of 'speech evaluate']…
#
# For example:
#   eval/common-voice.sh ~/data/cv-corpus-20.0/de --split validated --limit 2000 --seed 1

set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/speech.sh"
require_folder "${1:-}"
evaluate_into results/common-voice "$1" --kind common-voice --group-by gender,age,accents "${@:2}"
