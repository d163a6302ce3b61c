"""The first day of a branch, by mouse and keys on a real display, with a restart between."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from models.members import Member
from models.store import Store
from models.verify import verify

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def display():
    """Return the name of a virtual screen that is there for this test."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-noreset"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


def do(part, folder, display):
    """Do one part of the day in a process of its own; nothing may be printed but by a failure."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    environment = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "CUPS_SERVER": "localhost:1",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.by_hand", part, str(folder)],
        cwd=ROOT, env=environment, check=False, capture_output=True, text=True, timeout=100,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr


def test_a_first_day_from_a_new_file_to_printed_pages(tmp_path, display):
    do("first", tmp_path, display)
    path = tmp_path / "第三党支部.zhibu"
    with Store.open(path) as store:
        assert [member.name for member in store.all(Member)] == ["王小明", "李丽娜", "赵敏"]
    do("second", tmp_path, display)
    with Store.open(path) as store:
        assert len(store.all(Member)) == 50
        assert store.all(Member)[1].name == "李娜"
        assert verify(store) == []
    printed = PdfDocument(tmp_path / "花名册.pdf")
    words = "".join(page.get_textpage().get_text_bounded() for page in printed)
    assert all(name in words for name in ("党员花名册", "王小明", "汤鑫欢"))
    printed.close()
