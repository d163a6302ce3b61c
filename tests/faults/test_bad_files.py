"""What is not a sound branch file is refused in one sentence and left as it was."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from models import database, lock
from models.branch import Branch
from models.errors import (
    AppError,
    FileTooNew,
    NotFound,
    NotOurFile,
    StorageBusy,
    WrongPassword,
)
from models.members import Member
from models.password import password_opens
from models.store import Store
from models.verify import verify
from tests.people import save

pytestmark = pytest.mark.faults
ROOT = Path(__file__).parents[2]
PASSWORD = "很长的密码123"  # noqa: S105 - of a sample


def state(path):
    """Return all that a look at the folder shows: names, bytes, times."""
    return {
        found.name: (found.read_bytes(), found.stat().st_mtime_ns, found.stat().st_mode)
        for found in path.parent.iterdir()
    }


def assert_refused(path, error, words, **how):
    """Assert that a file is refused in one Chinese sentence and nothing in its folder changes."""
    before = state(path)
    with pytest.raises(error, match=words) as caught:
        Store.open(path, **how)
    sentence = str(caught.value)
    assert re.fullmatch(r"[^\n]+。", sentence)
    assert not re.search(r"[a-z]{4,} [a-z]{4,}", sentence)
    assert state(path) == before


def foreign_database(path):
    with sqlite3.connect(path) as conn:
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("CREATE TABLE t (a)")
        conn.execute("INSERT INTO t VALUES (1)")
    conn.close()


def archive(path):
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.txt", "文" * 9999)


MAKERS = {
    "random bytes": lambda path: path.write_bytes(os.urandom(8192)),
    "few bytes": lambda path: path.write_bytes(b"abc"),
    "a text": lambda path: path.write_text("支部" * 3000, "utf-8"),
    "a text of Windows": lambda path: path.write_text("支部" * 3000, "gbk"),
    "a zip": archive,
    "a short database head": lambda path: path.write_bytes(b"SQLite format 3\0"),
    "another database": foreign_database,
    "zeros": lambda path: path.write_bytes(bytes(8192)),
}


@pytest.mark.parametrize("password", ["", PASSWORD])
@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS.keys())
def test_what_is_not_ours_is_refused_untouched(path, make, password, read_only):
    make(path)
    assert_refused(
        path,
        (NotOurFile, WrongPassword),
        "不是支部台账文件",
        password=password,
        read_only=read_only,
    )
    assert not password_opens(path, password)


@pytest.mark.parametrize("kind", ["few bytes", "a text", "a text of Windows", "a zip"])
def test_nobody_is_asked_for_the_password_of_what_cannot_have_one(path, kind):
    MAKERS[kind](path)
    assert_refused(path, NotOurFile, "不是支部台账文件")


def test_an_empty_file_is_refused(path):
    path.touch()
    assert_refused(path, NotOurFile, "是空文件")


def test_another_programs_unfinished_database_is_not_finished_by_us(path):
    conn = sqlite3.connect(path)
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute("CREATE TABLE t (a)")
    conn.commit()
    beside = {name: found[0] for name, found in state(path).items()}
    with pytest.raises(NotOurFile):
        Store.open(path)
    assert {name: found[0] for name, found in state(path).items()} == beside
    conn.close()


def test_a_missing_file_and_a_folder_are_not_found(path):
    for missing in (path, path.parent, path.parent / "没有" / "a.zhibu"):
        with pytest.raises(NotFound, match="找不到文件"):
            Store.open(missing)


def test_a_file_is_not_made_where_no_folder_is_or_where_one_stands(file, path):
    before = path.read_bytes()
    with pytest.raises(AppError, match="已经存在，没有改动它"):
        Store.create(path, Branch(name="乙"))
    assert path.read_bytes() == before
    with pytest.raises(AppError, match=r"没有文件夹“.*没有”"):
        Store.create(path.parent / "没有" / "a.zhibu", Branch(name="乙"))
    with pytest.raises(AppError):
        Store.create(path.with_name("很" * 90 + ".zhibu"), Branch(name="乙"))


def test_a_file_that_cannot_be_made_leaves_nothing_behind(path):
    with pytest.raises(AppError, match="支部全称不能为空"):
        Store.create(path, Branch(name=""))
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize("password", ["", PASSWORD], ids=["plain", "encrypted"])
def test_a_newer_file_is_refused_untouched(path, password):
    with Store.create(path, Branch(name="甲"), password=password) as store:
        store.connection.execute(f"PRAGMA user_version = {database.SCHEMA_VERSION + 1}")
    for read_only in (False, True):
        assert_refused(
            path, FileTooNew, "由更新版本的程序保存", password=password, read_only=read_only
        )


@pytest.mark.parametrize("password", ["", PASSWORD], ids=["plain", "encrypted"])
def test_a_truncated_file_is_refused_untouched(path, password):
    with Store.create(path, Branch(name="甲"), password=password) as store:
        save(store, *("王小明" for _ in range(50)))
    whole = path.read_bytes()
    for length in (len(whole) - 4096, len(whole) // 2 // 4096 * 4096, 4096, 5000, 100, 30):
        path.write_bytes(whole[:length])
        assert_refused(path, AppError, "损坏|不是支部台账文件", password=password)


@pytest.mark.usefixtures("cheap_keys")
@pytest.mark.parametrize("password", ["", PASSWORD], ids=["plain", "encrypted"])
def test_an_overwritten_page_is_told_and_the_file_left_as_it_is(path, password):
    with Store.create(path, Branch(name="甲"), password=password) as store:
        save(store, *("王小明" for _ in range(50)))
    whole = path.read_bytes()
    for page in range(len(whole) // 4096):
        path.write_bytes(whole[: page * 4096] + b"\xa5" * 4096 + whole[(page + 1) * 4096 :])
        broken = path.read_bytes()
        try:
            with Store.open(path, password=password) as store:
                assert verify(store) != []
                for read in (lambda: store.all(Member), store.entries, lambda: store.search("王")):
                    try:
                        read()
                    except AppError as error:
                        assert str(error).endswith("。")  # noqa: PT017 - some reads miss the page
        except AppError as error:
            assert "损坏" in str(error)  # noqa: PT017 - or found by verify
        assert path.read_bytes() == broken


@pytest.mark.usefixtures("cheap_keys")
def test_a_wrong_password_changes_no_byte(path):
    Store.create(path, Branch(name="甲"), password=PASSWORD).close()
    for wrong in ("", "错误的密码", PASSWORD + " ", "A" * 64, "0" * 68):
        assert_refused(path, WrongPassword, "密码不对，或文件损坏", password=wrong)
        assert not password_opens(path, wrong)
    assert password_opens(path, PASSWORD)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    Store.open(path, password=PASSWORD).close()
    assert hashlib.sha256(path.read_bytes()).hexdigest() == digest


def test_a_read_only_file_is_read_but_not_written(path):
    with Store.create(path, Branch(name="甲")) as store:
        save(store, "王小明")
    path.chmod(0o400)
    assert_refused(path, StorageBusy, "是只读的，不能在里面记录；请去掉它的只读属性")
    before = state(path)
    with Store.open(path, read_only=True) as store:
        assert store.read_only
        assert [member.name for member in store.all(Member)] == ["王小明"]
        with pytest.raises(AppError, match="以只读方式打开，没有保存"), store.change("改"):
            pass
        store.keep_draft("a", "不留")
        assert store.draft("a") == ""
        assert verify(store) == []
    assert state(path) == before


def test_an_open_file_is_not_opened_twice_but_can_be_read(file, path):
    with pytest.raises(StorageBusy, match="已在另一个窗口中打开"):
        Store.open(path)
    code = "import sys; from pathlib import Path; from models.store import Store\n"
    code += "Store.open(Path(sys.argv[1]))"
    other = subprocess.run(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, check=False
    )
    assert "已在另一个窗口中打开".encode() in other.stderr
    save(file, "王小明")
    with Store.open(path, read_only=True) as reader:
        assert len(reader.all(Member)) == 1
        save(file, "李娜")
        assert len(reader.all(Member)) == 2


def test_the_lock_ends_with_the_store(path):
    Store.create(path, Branch(name="甲")).close()
    Store.open(path).close()
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_a_lock_file_taken_away_before_it_was_locked_is_no_lock(path, monkeypatch):
    hold = lock._hold

    def hold_too_late(descriptor):
        # What the other window does as it closes, between our opening and our locking.
        path.with_name(f".{path.name}.lock").unlink()
        hold(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(lock, "_hold", hold_too_late)
        with pytest.raises(StorageBusy, match="已在另一个窗口中打开"):
            lock.FileLock(path)
    lock.FileLock(path).release()
    assert list(path.parent.iterdir()) == []


def test_another_programs_lock_on_the_file_is_a_sentence(file, path):
    file.connection.execute("PRAGMA busy_timeout = 10")
    code = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
    code += "c.execute('BEGIN EXCLUSIVE'); print(flush=True); input()"
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    other.stdout.readline()
    with (
        pytest.raises(StorageBusy, match="正被另一个程序使用，这一步没有保存"),
        file.change("改") as c,
    ):
        c.save(Member(name="不留"))
    with pytest.raises(StorageBusy):
        file.entries()
    other.communicate(b"\n")
    save(file, "以后照常")


@pytest.mark.parametrize(
    "name", ["a b.zhibu", "百分%41号#1？?.zhibu", "引'号\"&=.zhibu", "é𬭎.zhibu"]
)
@pytest.mark.parametrize("password", ["", PASSWORD], ids=["plain", "encrypted"])
def test_any_name_of_file_and_folder_works(tmp_path, name, password):
    folder = tmp_path / f"夹 {name}"
    folder.mkdir()
    path = folder / name
    with Store.create(path, Branch(name="甲"), password=password) as store:
        save(store, "王小明")
    with Store.open(path, password=password) as store:
        assert len(store.all(Member)) == 1
    assert [found.name for found in folder.iterdir()] == [name]


def test_a_file_removed_under_the_open_store_is_told_and_comes_back_whole(tmp_path):
    path, away = tmp_path / "a.zhibu", tmp_path / "b.zhibu"
    with Store.create(path, Branch(name="甲")) as store:
        path.rename(away)
        with (
            pytest.raises(StorageBusy, match="已被移走、改名或删除"),
            store.change("登记") as change,
        ):
            change.save(Member(name="赵敏"))
        away.rename(path)
        with store.change("登记") as change:
            change.save(Member(name="赵敏"))
        assert verify(store) == []
