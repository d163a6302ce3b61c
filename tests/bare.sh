#!/bin/sh
# Show that the program sets itself up on a bare Debian 12: tests/bare.sh FOLDER [COMMAND...]
#
# Makes a minimal Debian with only python3 and ca-certificates in FOLDER (as root, debootstrap
# installed), takes over this machine's package settings and nothing else of it, copies the
# checkout there and runs COMMAND in it; without one: ./start demo, ./start without a display, the
# window on a screen without a monitor, its picture saved as FOLDER/window.png, then ./test.
# An existing FOLDER is used again as it is. BARE_USER=nobody runs COMMAND as that user.
set -eu
here=$(dirname -- "$(readlink -f -- "$0")")/..
[ $# -gt 0 ] || { sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 2; }
mkdir -p "$1"
bare=$(readlink -f -- "$1")
shift
copy=/home/支部台账\ 试用

# The addresses of this machine's own package sources; the first one serves the suite.
mirror() {
    apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | head -n 1
}

take_over() { # a file or folder of this machine, at the same place
    [ -e "$1" ] || return 0
    mkdir -p "$bare$(dirname -- "$1")"
    rm -rf "$bare$1"
    cp -RL "$1" "$bare$1"
}

package_settings() {
    for path in /etc/apt /usr/share/keyrings /etc/pip.conf /etc/xdg/pip /etc/resolv.conf \
        /etc/ssl/certs/ca-certificates.crt; do
        take_over "$path"
    done
}

# Folders that pip looks into on this machine's disk: only lent, read-only.
pip_folders() {
    python3 -m pip config list 2>/dev/null | grep -o '\(file://\)\?/[^ '\'']*' |
        sed 's|^file://||; s|/simple$||' | sort -u |
        while read -r path; do [ ! -d "$path" ] || echo "$path"; done
}

let_go() {
    grep -o " $bare/[^ ]*" /proc/mounts | sort -r | while read -r place; do umount "$place"; done
}

mount_all() {
    mount -t proc proc "$bare/proc"
    mkdir -p "$bare/dev/shm"
    mount -t tmpfs tmpfs "$bare/dev/shm"
    for path in $(pip_folders); do
        mkdir -p "$bare$path"
        mount --bind -o ro "$path" "$bare$path"
    done
}

inside() {
    # Nothing of this machine's environment but pip's own settings.
    (cd / && env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
        $(env | grep '^PIP_[A-Z_]*=[^ ]*$' || :) \
        chroot ${BARE_USER:+--userspec=$BARE_USER} "$bare" \
        sh -c 'cd "$0" && exec "$@"' "$copy" "$@" </dev/null)
}

if [ ! -e "$bare/etc/debian_version" ]; then
    debootstrap --variant=minbase --include=python3,ca-certificates bookworm "$bare" "$(mirror)"
    rm -f "$bare"/var/cache/apt/archives/*.deb
fi
package_settings
mkdir -p "$bare$copy"
tar -C "$here" --exclude=./.venv --exclude=./.git --exclude=__pycache__ --exclude='./.*_cache' -cf - . |
    tar -C "$bare$copy" --no-same-owner -xf -
[ -z "${BARE_USER-}" ] || chroot "$bare" chown -R "$BARE_USER" "$copy"
trap let_go EXIT
trap 'exit 1' INT TERM
let_go
mount_all

if [ $# -gt 0 ]; then
    inside "$@"
    exit
fi
for round in first second; do
    echo "== ./start demo ($round run)"
    inside bash -c 'time -p ./start demo "/tmp/示例 $0"' "$round"
done
inside sh -c 'ls /tmp/示例*; ! dpkg-query -W libegl1 2>/dev/null'
echo '== ./start without a display'
inside sh -c './start; [ $? = 1 ]'
echo '== ./start with a display'
inside sh -c 'tests/bare_window.sh "$(ls -d /tmp/示例\ first/*.zhibu)" /window.png'
echo '== ./test'
inside ./test
