#!/bin/sh
# whisper.cpp as an engine of 'compare': one process of whisper-cli for all files, a line "path TAB text" for each.
# Usage: whisper-cpp.sh WHISPER_CLI [OPTION...] -- FILE...
set -e
[ $# -gt 2 ] || { echo "usage: $0 WHISPER_CLI [OPTION...] -- FILE..." >&2; exit 2; }
program=$1
shift
texts=$(mktemp -d)
trap 'rm -rf "$texts"' EXIT

# A line holds a path, a tab and a text.
tab=$(printf '\t')
newline='
'

# The options stay where they are; the files move behind their -of, which names the text of the file with the same number.
count=$#
options=yes
number=0
while [ "$count" -gt 0 ]; do
    argument=$1
    shift
    count=$((count - 1))
    if [ "$options" = no ]; then
        case $argument in
            *"$tab"* | *"$newline"*) echo "the name '$argument' holds a tab or an end of line, which a line of output cannot tell from its own; rename the file" >&2; exit 2 ;;
        esac
        printf '%s\n' "$argument" >> "$texts/names"
        set -- "$@" -f "$argument" -of "$texts/$number"
        number=$((number + 1))
    elif [ "$argument" = -- ]; then
        options=no
    else
        set -- "$@" "$argument"
    fi
done

"$program" "$@" -otxt > "$texts/output" 2> "$texts/error" || { cat "$texts/error" >&2; exit 1; }
number=0
while IFS= read -r name; do
    [ -f "$texts/$number.txt" ] || { cat "$texts/error" >&2; echo "whisper-cli wrote no text of $name" >&2; exit 1; }
    printf '%s\t%s\n' "$name" "$(tr '\n\t' '  ' < "$texts/$number.txt" | sed 's/^ *//; s/ *$//')"
    number=$((number + 1))
done < "$texts/names"
