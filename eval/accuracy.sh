#!/usr/bin/env bash
# Measures the embedded model over every set of a folder and puts the table into docs/accuracy.md, between its two
# marks; texts and all reports are in ./results/accuracy.
#
#   eval/accuracy.sh FOLDER [OPTION of 'speech evaluate']…

set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/speech.sh"
require_folder "${1:-}"
# Kept, so that the same command goes on after a stop.
results=results/accuracy
# A clip that cannot be read makes it fail, and is in the table all the same.
speech evaluate "$@" --model whisper-base --output "$results" > /dev/null || [ $? -eq 2 ]
[ -s "$results/report.md" ]
page=$here/../docs/accuracy.md
awk -v table="$results/report.md" '
    /^<!-- evaluation: end -->/ { inside = 0 }
    !inside { print }
    /^<!-- evaluation: begin/ { inside = 1; while ((getline line < table) > 0) print line }
' "$page" > "$results/page.md"
cp "$results/page.md" "$page"
