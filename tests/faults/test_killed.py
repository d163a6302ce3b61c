"""A process killed at any moment loses nothing it had said was saved."""

from __future__ import annotations

import hashlib
import json
import os
import random
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from models.backup import backups_in, folder_of
from models.branch import Branch
from models.errors import WrongPassword
from models.members import Member
from models.password import recovery_code
from models.store import Store
from models.verify import verify

pytestmark = [pytest.mark.faults, pytest.mark.usefixtures("cheap_keys")]
ROOT = Path(__file__).parents[2]
PASSWORD = "一个 password"  # noqa: S105 - of a sample


class Writer:
    """The other process: does what it is told until it is killed."""

    def __init__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.writer"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )
        self.waiting = b""
        assert self.line(10) == "ready"

    def line(self, patience):
        """Return the next line, None if none comes in time."""
        until = time.monotonic() + patience
        while b"\n" not in self.waiting:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                return None
            self.waiting += os.read(self.process.stdout.fileno(), 1 << 16)
        line, _, self.waiting = self.waiting.partition(b"\n")
        return line.decode()

    def killed_after(self, delay, **order):
        """Give an order, kill the child `delay` seconds after it opened the file.

        Return what it had said by then.
        """
        self.process.stdin.write(json.dumps(order).encode() + b"\n")
        heard = []
        while "open" not in heard or not any(line.startswith("pid ") for line in heard):
            heard.append(self.line(30))
        time.sleep(delay)
        child = next(line for line in heard if line.startswith("pid "))
        os.kill(int(child.removeprefix("pid ")), signal.SIGKILL)
        while (line := self.line(30)) != "end":
            heard.append(line)
        return [line for line in heard if line not in {"open", child}]

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


@pytest.fixture
def writer():
    made = Writer()
    yield made
    made.close()


@pytest.mark.parametrize("password", ["", PASSWORD], ids=["plain", "encrypted"])
def test_killed_while_writing_loses_no_committed_change(tmp_path, writer, password):
    draw = random.Random(1)
    committed = half_written = 0
    for round_ in range(4):
        path = tmp_path / f"{round_}.zhibu"
        with Store.create(path, Branch(name="第三党支部"), password=password) as store:
            known = store.entries(1)[0].id
        for _ in range(25):
            said = writer.killed_after(
                draw.uniform(0.005, 0.06),
                work="write", path=str(path), password=password, seed=draw.random(),
            )  # fmt: skip
            half_written += path.with_name(path.name + "-journal").exists()
            with Store.open(path, password=password, read_only=draw.random() < 0.5) as store:
                assert verify(store) == []
                newest = store.entries(1)[0].id
                assert [entry.id for entry in store.entries(newest)] == list(range(newest, 0, -1))
                store.all(Member)
            last = int(said[-1]) if said else known
            assert last <= newest <= last + 1
            committed += newest - known
            known = newest
    assert committed > 30
    assert half_written > 2


def test_killed_while_changing_the_password_leaves_the_old_or_the_new(tmp_path, writer):
    draw = random.Random(2)
    path = tmp_path / "a.zhibu"
    with Store.create(path, Branch(name="第三党支部")) as store, store.change("登记") as change:
        for _ in range(300):
            change.save(Member(name="王小𬭎"))
    password, opened = "", set()
    for _ in range(30):
        said = writer.killed_after(
            draw.uniform(0.02, 0.4),
            work="password", path=str(path), password=password, seed=draw.random(),
        )  # fmt: skip
        steps = [("set", password), *(tuple(json.loads(line)) for line in said)]
        candidates = {steps[-1][1], steps[-2][1]} if steps[-1][0] == "trying" else {steps[-1][1]}
        for candidate in candidates:
            try:
                store = Store.open(path, password=candidate)
            except WrongPassword:
                continue
            with store:
                if store.encrypted != bool(candidate):  # a plain file opens whatever is typed
                    continue
                assert verify(store) == []
                assert len(store.all(Member)) == 300
            password = candidate
            break
        else:
            pytest.fail(f"opens with none of {candidates}")
        opened.add(password)
        assert [found.name for found in path.parent.iterdir() if ".part" in found.name] == []
    assert len(opened) > 1


def test_killed_while_backing_up_leaves_whole_backups_and_the_file(path, writer):
    draw = random.Random(3)
    with Store.create(path, Branch(name="第三党支部"), password=PASSWORD) as store:
        code = recovery_code(store)
        with store.change("登记") as change:
            for _ in range(300):
                change.save(Member(name="王小𬭎"))
    for _ in range(20):
        said = writer.killed_after(
            draw.uniform(0.01, 0.15),
            work="backup", path=str(path), password=code, seed=draw.random(),
        )  # fmt: skip
        backups = {backup.path.name: backup for backup in backups_in(folder_of(path))}
        assert set(said) <= set(backups)
        for backup in backups.values():
            digest = hashlib.sha256(backup.path.read_bytes()).hexdigest()
            if backup.sum_path.exists():
                assert backup.sum_path.read_text("utf-8").split()[0] == digest
            with Store.open(backup.path, password=code, read_only=True) as store:
                assert len(store.all(Member)) == 300
        with Store.open(path, password=code) as store:
            assert verify(store) == []
        for backup in list(backups.values())[:-1]:
            backup.path.unlink()
            backup.sum_path.unlink(missing_ok=True)
    assert backups
