#!/usr/bin/env bash
# Installs what tests use and this machine lacks, where apt-get is there and we are root. Whatever is still missing, its tests are skipped visibly.
set -u

packages=()
browser=
for name in chromium chromium-browser google-chrome google-chrome-stable chrome; do
    command -v "$name" >/dev/null 2>&1 && browser=$name
done
[ -n "$browser" ] || [ -x "${CHROME_PATH:-}" ] || packages+=(chromium)
command -v ffmpeg >/dev/null 2>&1 || packages+=(ffmpeg)
# The native program is linked by a C compiler.
command -v clang >/dev/null 2>&1 || command -v gcc >/dev/null 2>&1 || packages+=(gcc libc6-dev)

if [ ${#packages[@]} -eq 0 ]; then
    exit 0
fi
if ! command -v apt-get >/dev/null 2>&1 || [ "$(id -u)" -ne 0 ]; then
    echo "Not installed, so their tests are skipped: ${packages[*]}"
    exit 0
fi

# One package that a distribution lacks must not keep the others away.
export DEBIAN_FRONTEND=noninteractive
timeout 300 apt-get update -qq >/dev/null 2>&1
for package in "${packages[@]}"; do
    timeout 600 apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1 </dev/null || echo "Could not install $package, so its tests are skipped."
done
exit 0
