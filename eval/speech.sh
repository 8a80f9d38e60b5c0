# Sourced by the scripts beside it: the command `speech`, from PATH where it is installed, else built from this checkout once.
if ! command -v speech > /dev/null; then
    _checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
    _program=$_checkout/tools/speech/bin/Release/net10.0/speech.dll
    [ -f "$_program" ] || dotnet build "$_checkout/tools/speech" -c Release -v quiet --nologo >&2
    speech() { dotnet "$_program" "$@"; }
fi

# evaluate_into FOLDER ARGUMENT…: 'speech evaluate' with that output folder where the arguments name none.
evaluate_into() {
    local folder=$1
    shift
    case " $* " in
        *" --output"[\ =]* | *" -o "*) ;;
        *) set -- "$@" --output "$folder" ;;
    esac
    speech evaluate "$@"
}

# Ends with the usage at the top of the calling script unless its first argument is a folder.
require_folder() {
    if [ ! -d "${1:-}" ]; then
        [ -z "${1:-}" ] || echo "$1: is no folder." >&2
        sed -n '2,/^$/s/^# \{0,1\}//p' "$0" >&2
        exit 2
    fi
}
