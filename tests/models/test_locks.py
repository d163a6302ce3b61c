"""What this process reads of its own file leaves its locks on the file in place."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from models import database
from models.backup import copy_file
from models.branch import Branch
from models.soundness import reads_whole
from models.store import Store

_WRITE = """
import sys, sqlcipher3
other = sqlcipher3.connect(sys.argv[1], isolation_level=None, timeout=0)
if sys.argv[2]:
    other.execute(f"PRAGMA key = \\"x'{sys.argv[2]}'\\"")
try:
    other.execute("BEGIN EXCLUSIVE")
except sqlcipher3.OperationalError as error:
    print(error)
else:
    print("taken")
"""


def other_process(path: Path, key: str) -> str:
    """Return how another process fares that wants to write now."""
    done = subprocess.run(
        [sys.executable, "-c", _WRITE, str(path), key], capture_output=True, check=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture(params=["", "一个密码一二"])
def held(path, request, monkeypatch):
    monkeypatch.setattr(database, "KDF_ROUNDS", 1000)
    with Store.create(path, Branch(name="甲"), password=request.param) as store:
        reader = database.connect(path, key=store.key, read_only=True, live=True)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM branch").fetchone()
        yield store
        reader.close()


def test_no_other_process_writes_into_the_middle_of_a_copy(held):
    assert other_process(held.path, held.key) == "database is locked"
    copy_file(held.connection, held.path, "手动", key=held.key)
    assert other_process(held.path, held.key) == "database is locked"


def test_no_other_process_writes_after_a_look_at_the_file(held):
    assert reads_whole(held.path, held.key, live=True)
    assert other_process(held.path, held.key) == "database is locked"
