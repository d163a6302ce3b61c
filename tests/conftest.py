"""What every test stands on: no display, and small files of real data."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import settings

from models import database
from models.branch import Branch
from models.store import Store

# A run of ./test is judged by what changed, so it draws the same examples each time; new ones are
# looked for with --hypothesis-profile=search.
settings.register_profile("same", derandomize=True)
settings.register_profile("search", derandomize=False)
settings.load_profile("same")


@pytest.fixture(autouse=True, scope="session")
def _own_home(tmp_path_factory):
    """Keep a run out of the home folder of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        patch.setenv("HOME", str(home))
        patch.delenv("XDG_DATA_HOME", raising=False)
        yield


@pytest.fixture
def cheap_keys(monkeypatch):
    """Make keys of passwords in a moment, where how long that takes is not what is tested."""
    monkeypatch.setattr(database, "KDF_ROUNDS", 1000)


@pytest.fixture
def store():
    """Give a new store in memory."""
    with Store.memory(Branch(name="第三党支部")) as made:
        yield made


@pytest.fixture
def path(tmp_path):
    """Give a place for a branch file, in a folder with a space and Chinese characters."""
    folder = tmp_path / "支部 台账"
    folder.mkdir()
    return folder / "第三党支部.zhibu"


@pytest.fixture
def file(path):
    """Give a new branch file, open."""
    with Store.create(path, Branch(name="第三党支部")) as made:
        yield made
