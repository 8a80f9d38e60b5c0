#!/usr/bin/env bash
# Measures the embedded model over every set of a folder and puts the table into docs/accuracy.md, between its two marks.
#
#   eval/accuracy.sh FOLDER [OPTION of 'speech evaluate']…

set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/speech.sh"
require_folder "${1:-}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# A clip that cannot be read makes it fail, and is in the table all the same.
speech evaluate "$@" --model whisper-base --output "$work" --reports md > /dev/null || [ -s "$work/report.md" ]
page=$here/../docs/accuracy.md
awk -v table="$work/report.md" '
    /^<!-- evaluation: end -->/ { inside = 0 }
    !inside { print }
    /^<!-- evaluation: begin/ { inside = 1; while ((getline line < table) > 0) print line }
' "$page" > "$work/page.md"
cp "$work/page.md" "$page"
