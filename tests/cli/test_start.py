"""./start on a copy of the checkout that needs one tiny wheel instead of Qt."""

from __future__ import annotations

import os
import shutil
import signal
import statistics
import subprocess
import tempfile
import time
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOBODY = 65534
SETTING_UP = "正在安装程序所需的组件"
MAIN = "import sys, tiny; print(tiny.WORDS, *sys.argv[1:], sep='|')\n"
CONFIG = "[options]\ninstall_requires = tiny>=1\n"


def write_wheel(folder):
    """Write tiny-1.0, a package of one module."""
    info = "tiny-1.0.dist-info"
    files = {
        "tiny.py": "WORDS = '就绪'\n",
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": f"tiny.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n",
    }
    folder.mkdir()
    with zipfile.ZipFile(folder / "tiny-1.0-py3-none-any.whl", "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)


def make_checkout(folder):
    """Return a checkout in a path with a space and Chinese characters, not set up yet."""
    checkout = folder / "支部 台账"
    checkout.mkdir()
    for name in ("start", ".setup.sh"):
        shutil.copy(ROOT / name, checkout)
    (checkout / "constraints.txt").write_text("tiny==1.0\n", encoding="utf-8")
    (checkout / "setup.cfg").write_text(CONFIG, encoding="utf-8")
    (checkout / "main.py").write_text(MAIN, encoding="utf-8")
    write_wheel(checkout / "wheels")
    return checkout


def environment(**changes):
    kept = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    # Nothing answers there: what is not in wheels/ cannot be had.
    return kept | {"PIP_INDEX_URL": "http://127.0.0.1:9/"} | changes


def run(*command, **options):
    return subprocess.run(
        [str(part) for part in command],
        **{"env": environment(), "stdin": subprocess.DEVNULL} | options,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def tools(folder, **scripts):
    """Return a folder to serve as the whole PATH: the common tools and the given scripts."""
    folder.mkdir()
    for name in ("cat", "dirname", "flock", "id", "mktemp", "readlink", "rm", "sha256sum"):
        folder.joinpath(name).symlink_to(shutil.which(name))
    for name, text in scripts.items():
        script = folder / name.replace("_", "-")
        script.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        script.chmod(0o755)
    return str(folder)


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """Return the first run in a fresh checkout, and the checkout."""
    checkout = make_checkout(tmp_path_factory.mktemp("start"))
    return run(checkout / "start", "demo", "某 处"), checkout


def test_the_first_run_needs_nothing_but_the_wheels_folder(first):
    result, _ = first
    assert result.stdout == "就绪|demo|某 处\n"
    assert result.stderr.startswith(SETTING_UP)
    assert result.stderr.count("\n") == 1
    assert result.returncode == 0


def test_it_starts_from_another_folder_and_through_a_symlink(first, tmp_path):
    _, checkout = first
    link = tmp_path / "启动 链接"
    link.symlink_to(checkout / "start")
    result = run(link, "check", "相对.zhibu", cwd=tmp_path)
    assert (result.stdout, result.stderr) == ("就绪|check|相对.zhibu\n", "")
    assert run("./启动 链接", cwd=tmp_path).stdout == "就绪\n"


def test_the_exit_code_is_the_programs_own(first):
    _, checkout = first
    (checkout / "main.py").write_text("raise SystemExit(2)\n", encoding="utf-8")
    assert run(checkout / "start", "demo").returncode == 2
    (checkout / "main.py").write_text(MAIN, encoding="utf-8")


def test_a_later_run_adds_less_than_a_tenth_of_a_second(first):
    _, checkout = first

    def median(*command):
        times = []
        for _ in range(5):
            begin = time.perf_counter()
            assert run(*command).returncode == 0
            times.append(time.perf_counter() - begin)
        return statistics.median(times)

    bare = median(checkout / ".venv/bin/python", checkout / "main.py", "demo")
    assert median(checkout / "start", "demo") < bare + 0.1


def test_a_set_up_that_was_killed_is_done_again(tmp_path):
    checkout = make_checkout(tmp_path)
    python, stamp = checkout / ".venv/bin/python", checkout / ".venv/run.stamp"
    with subprocess.Popen(
        [checkout / "start", "demo"],
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        while not python.exists():
            assert process.poll() is None
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGKILL)
    assert not stamp.exists()
    result = run(checkout / "start", "demo")
    assert result.stderr.startswith(SETTING_UP)
    assert result.stdout == "就绪|demo\n"
    assert stamp.exists()


def test_a_changed_set_is_set_up_again_and_a_missing_wheel_is_one_sentence(first):
    _, checkout = first
    constraints = checkout / "constraints.txt"
    constraints.write_text("tiny==2.0\n", encoding="utf-8")
    result = run(checkout / "start", "demo")
    assert (result.returncode, result.stdout) == (1, "")
    _, failure, end = result.stderr.split("\n")
    assert failure.startswith("组件没有装上，请检查网络后再运行一次；")
    log = Path(failure.rpartition("：")[2])
    assert "tiny" in log.read_text(encoding="utf-8")
    log.unlink()
    assert end == ""
    assert not (checkout / ".venv/run.stamp").exists()


def test_without_root_the_missing_system_package_is_named():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        checkout = make_checkout(folder)
        path = tools(
            folder / "bin",
            apt_get="exit 1",
            sudo="exit 1",
            python3="case $* in *ensurepip*) exit 1;; esac",
        )
        as_nobody = []
        if os.getuid() == 0:
            as_nobody = [shutil.which("setpriv"), f"--reuid={NOBODY}", f"--regid={NOBODY}"]
            as_nobody.append("--clear-groups")
            shutil.chown(checkout, NOBODY, NOBODY)
        result = run(*as_nobody, checkout / "start", "demo", env=environment(PATH=path))
    assert (result.returncode, result.stdout) == (1, "")
    line = "apt-get update && apt-get install -y --no-install-recommends python3-venv"
    assert result.stderr.splitlines()[1:] == [line]


def test_too_old_a_python_is_named(tmp_path):
    checkout = make_checkout(tmp_path)
    old = "case $1 in -V) echo Python 3.9.2;; *) exit 1;; esac"
    path = tools(tmp_path / "bin", python3=old)
    result = run(checkout / "start", "demo", env=environment(PATH=path))
    assert result.returncode == 1
    assert result.stderr == "需要 Python 3.11 或更新的版本，这里只有 Python 3.9.2。\n"
