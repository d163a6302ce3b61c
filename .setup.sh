# Sourced by start and test: makes .venv in $root and what it needs of the system; $beside
# names the system packages that will be needed too, so that one apt-get line has them all.
# A stamp is written last, so a set-up that was killed is done again.

venv=$root/.venv
python=$venv/bin/python
# What Qt loads when a window opens and prints (its xcb platform, its CUPS plugin).
qt_packages='libcups2 libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libx11-xcb1 libxcb-cursor0
libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-render0
libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0 libxkbcommon0'

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# The state a stamp must show: the exact set, and the Python the environment was made with.
state() {
    sha256sum <"$root/constraints.txt"
    readlink -f -- "$python"
}

is_ready() {
    [ -x "$python" ] && [ -f "$venv/$1.stamp" ] && [ "$(cat "$venv/$1.stamp")" = "$(state)" ]
}

# Keep what a command prints in a file, named only if the command fails.
logged() {
    log=$(mktemp) && "$@" >"$log" 2>&1 </dev/null || return 1
    rm -f "$log"
}

# Install system packages, or print the line that does and stop.
install_packages() {
    packages=$(printf '%s ' $*)
    line="apt-get update && apt-get install -y --no-install-recommends ${packages% }"
    command -v apt-get >/dev/null || die "缺少系统组件，请用本系统的软件管理安装与这些 Debian 软件包相当的组件：$packages"
    sudo=
    if [ "$(id -u)" != 0 ]; then
        sudo -n true 2>/dev/null || die "缺少系统组件，请先以管理员身份运行这一行，再重新启动：
$line"
        sudo='sudo -n'
    fi
    say "正在安装系统组件：${packages% }"
    apt="$sudo env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600"
    # An update that fails in part (a foreign source, no network) may still leave what is needed.
    logged $apt update || rm -f "$log"
    logged $apt install -y --no-install-recommends $packages ||
        die "系统组件没有装上，请检查网络和软件源后再运行一次；详细记录：$log"
}

# Print the first Python this program runs on.
find_python() {
    for name in python3 python3.13 python3.12 python3.11; do
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null &&
            echo "$name" && return
    done
    return 1
}

# Print the requirements of setup.cfg: those of the program, or of the named extra.
requirements() {
    "$python" - "$root/setup.cfg" "$1" <<'END'
import configparser, sys
config = configparser.ConfigParser(interpolation=None)
config.read(sys.argv[1], encoding="utf-8")
extra = sys.argv[2]
print(config["options"]["install_requires"])
if extra != "run":
    print(config["options.extras_require"][extra])
END
}

pip_install() {
    requirements "$1" >"$venv/$1.txt" &&
    if [ -d "$root/wheels" ]; then set -- "$1" --no-index --find-links wheels; fi &&
    name=$1 && shift &&
    (cd "$root" && "$python" -m pip install --quiet --no-input --disable-pip-version-check \
        --only-binary=:all: "$@" -r "$venv/$name.txt" -c constraints.txt)
}

# Make .venv hold the named set: run (the program) or test (the program and its tests).
set_up() {
    is_ready "$1" && return
    [ "$1" = run ] || set_up run
    [ -w "$root" ] || die "程序所在的文件夹不能写入，请把它复制到自己的文件夹里再启动：$root"
    exec 9<"$root/constraints.txt"
    flock 9 2>/dev/null || :
    if ! is_ready "$1"; then
        rm -f "$venv/$1.stamp"
        [ "$1" != run ] || make_environment
        [ "$1" = run ] && what=程序 || what=测试
        say "正在安装${what}所需的组件（只在第一次或更新后需要，约一两分钟）……"
        logged pip_install "$1" ||
            die "组件没有装上，请检查网络后再运行一次；不能上网的电脑，请把 wheels 文件夹放到程序旁边；详细记录：$log"
        state >"$venv/$1.new"
        mv "$venv/$1.new" "$venv/$1.stamp"
    fi
    exec 9<&-
}

make_environment() {
    command -v python3 >/dev/null || install_packages python3 python3-venv $beside
    base=$(find_python) || die "需要 Python 3.11 或更新的版本，这里只有 $(python3 -V 2>&1)。"
    "$base" -c 'import ensurepip, venv' 2>/dev/null || install_packages "$base-venv" $beside
    rm -f "$venv"/*.stamp
    logged "$base" -m venv --clear "$venv" || die "运行环境没有建成，请看详细记录：$log"
}

# Make sure that Qt finds the system libraries a window needs.
set_up_window() {
    is_ready window && return
    qt=$(echo "$venv"/lib/python3*/site-packages/PySide6)
    missing=$(ldd "$qt/QtWidgets.abi3.so" "$qt/Qt/plugins/platforms/libqxcb.so" \
        "$qt/Qt/plugins/printsupport/libcupsprintersupport.so" 2>/dev/null |
        sed -n 's/^[[:space:]]*\(.*\) => not found/\1/p')
    [ -z "$missing" ] || install_packages $qt_packages
    state >"$venv/window.stamp"
}
