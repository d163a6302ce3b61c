"""On a full disk, and without permission, there is a sentence and the file stays whole.

Done in a process of its own, which may limit itself.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from models.branch import Branch
from models.store import Store
from models.verify import verify
from tests.people import save

pytestmark = pytest.mark.faults
ROOT = Path(__file__).parents[2]
IS_ROOT = os.geteuid() == 0


def limited(work, path, *more, before=()):
    """Do something in a process that may do only little; return what it said."""
    done = subprocess.run(
        [*before, sys.executable, "-m", "tests.faults.limited", work, str(path), *more],
        cwd=ROOT, capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert (done.stderr, done.returncode) == ("", 0)
    return done.stdout.strip()


@pytest.fixture
def filled(path):
    with Store.create(path, Branch(name="甲")) as store:
        save(store, *("王小明" for _ in range(50)))
    return path


@pytest.mark.parametrize("work", ["write", "backup", "password"])
def test_a_full_disk_is_a_sentence_and_the_file_is_whole(filled, work):
    before = filled.read_bytes()
    said = limited(work, filled)
    assert re.fullmatch(r"(StorageFull|StorageBusy|CannotWriteFile) [^\n]+。", said)
    assert "完好" in said or "没有保存" in said
    assert filled.read_bytes() == before
    with Store.open(filled) as store:
        assert verify(store) == []
        save(store, "以后照常")
    assert [found for found in filled.parent.rglob("*") if found.is_file()] == [filled]


def test_a_file_that_finds_no_room_is_not_left_half_made(path):
    assert re.fullmatch(r"Storage\w+ [^\n]+。", limited("create", path))
    assert list(path.parent.iterdir()) == []


ON_A_SMALL_DISK = (
    'mount -t tmpfs -o size=2m tmpfs "$0" || exit 99; "$@"; c=$?; umount "$0"; exit $c'
)
"""Mounts a disk of 2 MB, runs a command and lets the disk go."""
WAYS = (
    ["unshare", "--mount"],
    ["unshare", "--map-root-user", "--mount"],
    ["unshare", "--mount", "--propagation", "unchanged"],
)
"""Ways to mounts of one's own: as root, as a user, and inside a root folder that is no mount."""


def small_disk(folder):
    """Return what to put before a command that gives it a small disk there; none where none can."""
    for way in WAYS:
        before = [*way, "sh", "-c", ON_A_SMALL_DISK, str(folder)]
        if not subprocess.run([*before, "true"], check=False, capture_output=True).returncode:
            return before
    return []


@pytest.mark.parametrize("room", [0, 100_000])
def test_where_no_room_is_left_the_step_is_refused_and_room_made_lets_it_go_on(tmp_path, room):
    disk = tmp_path / "盘"
    disk.mkdir()
    before = small_disk(disk)
    kind = "own disk" if before else "limit"
    said = limited("fill", disk / "a.zhibu", str(room), kind, before=before).splitlines()
    assert said[1:] == ["whole", "goes on"]
    if before:
        assert re.match(r"StorageFull 磁盘已满，这一步没有保存；原有记录完好", said[0])
    else:
        assert re.fullmatch(r"Storage(Full|Busy) [^\n]+。", said[0])


@pytest.mark.parametrize("room", [0, 100_000])
def test_a_file_that_may_grow_no_more_refuses_the_step_and_goes_on_when_it_may(tmp_path, room):
    said = limited("fill", tmp_path / "a.zhibu", str(room), "limit").splitlines()
    assert re.fullmatch(r"Storage(Full|Busy) [^\n]+。", said[0])
    assert said[1:] == ["whole", "goes on"]


def allow(path, bits):
    """Let the process without permission do this much: as others where it was root, else as owner."""
    path.chmod(0o700 | bits if IS_ROOT else bits << 6)


@pytest.fixture
def others_may_pass(tmp_path):
    """Let others through the folders that were made for this test."""
    if IS_ROOT:
        for folder in (tmp_path, *tmp_path.parents):
            if not folder.stat().st_mode & 0o001:
                folder.chmod(folder.stat().st_mode | 0o005)


@pytest.mark.usefixtures("others_may_pass")
def test_without_permission_there_is_a_sentence(filled):
    before, mode = filled.read_bytes(), filled.stat().st_mode
    new = filled.with_name("新.zhibu")
    folder = filled.parent
    try:
        allow(filled, 6)
        allow(folder, 5)
        said = limited("open", filled)
        assert "StorageBusy" in said
        assert "不能写入，没有打开" in said
        assert "不能写入" in limited("create as nobody", new)
        allow(filled, 0)
        assert re.fullmatch(r"StorageBusy 打不开[^\n]+。", limited("open", filled))
        allow(folder, 0)
        assert re.fullmatch(r"StorageBusy 打不开[^\n]+。", limited("open", filled))
        assert re.fullmatch(r"Storage\w+ [^\n]+。", limited("create as nobody", new))
    finally:
        folder.chmod(0o755)
        filled.chmod(mode)
    assert filled.read_bytes() == before
    assert list(folder.iterdir()) == [filled]
