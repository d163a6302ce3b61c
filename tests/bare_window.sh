#!/bin/sh
# Show that a bare Debian shows the window: tests/bare_window.sh FILE PICTURE
#
# As root: installs a screen without a monitor and something to photograph it with, opens FILE with
# ./start there and saves PICTURE. Fails unless the picture shows more than an empty screen, and
# where the program noted an error of its own.
set -eu
[ $# = 2 ] || { sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 2; }
most_of_a_blank_screen=300 # colours; words with smooth edges alone have more
patience=300               # seconds, for a first start on a slow machine

passing=$(mktemp -d)
program=""
screen=""
let_go() {
    [ -z "$program" ] || kill "$program" 2>/dev/null || :
    [ -z "$screen" ] || kill "$screen" 2>/dev/null || :
    rm -rf "$passing"
}
trap let_go EXIT
trap 'exit 1' INT TERM

logged() { "$@" >"$passing/log" 2>&1 || { cat "$passing/log"; exit 1; }; }
export DEBIAN_FRONTEND=noninteractive
logged apt-get update
logged apt-get install -y --no-install-recommends xvfb imagemagick

Xvfb -displayfd 3 -screen 0 1366x768x24 3>"$passing/display" 2>"$passing/screen" &
screen=$!
until [ -s "$passing/display" ]; do
    kill -0 "$screen" || { cat "$passing/screen"; exit 1; }
    sleep 0.2
done
DISPLAY=:$(cat "$passing/display") "$(dirname -- "$0")/../start" "$1" &
program=$!

photograph() {
    import -display ":$(cat "$passing/display")" -window root "$passing/picture.png"
    identify -format %k "$passing/picture.png"
}

colours=0
while [ "$colours" -le "$most_of_a_blank_screen" ]; do
    kill -0 "$program" || { echo 'The program ended before it showed a window.'; exit 1; }
    [ "$patience" -gt 0 ] || { echo "Nothing but $colours colours was shown."; exit 1; }
    patience=$((patience - 1))
    sleep 1
    colours=$(photograph)
done
sleep 3 # until what is filled in after the first paint stands
colours=$(photograph)
mv "$passing/picture.png" "$2"
errors=$(find "${XDG_DATA_HOME:-$HOME/.local/share}" -name 程序错误.log -newer "$passing/display")
[ -z "$errors" ] || { cat "$errors"; exit 1; }
echo "The window was shown, in $colours colours."
