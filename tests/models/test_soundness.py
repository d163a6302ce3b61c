"""A damaged file is found, and the newest whole backup with it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event
from time import monotonic, sleep

import pytest

from models import soundness
from models.backup import back_up, backups_of
from models.errors import Cancelled
from models.members import Member
from models.password import set_password

DAY = date(2026, 11, 23)


@pytest.fixture
def big(file):
    with file.change("登记") as change:
        for number in range(300):
            change.save(Member(name="甲", remark=f"{number}" * 100))
    return file


def spoil(path):
    body = bytearray(path.read_bytes())
    for page in range(10, len(body) // 4096, 3):
        body[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.write_bytes(bytes(body))


def test_a_whole_file_has_no_damage(big, path):
    assert soundness.damage_of(path, "") == ""


def test_a_damaged_file_is_told_with_the_newest_whole_backup(big, path):
    older = back_up(big)
    newer = back_up(big)
    spoil(newer.path)
    spoil(path)
    assert soundness.sound_backup(path, "").path == older.path
    sentence = soundness.damage_of(path, "")
    assert "有损坏" in sentence
    assert f"{older.time:%H:%M}的备份完好" in sentence
    for backup in backups_of(path):
        spoil(backup.path)
    assert "没有完好的备份" in soundness.damage_of(path, "")


def test_a_check_is_due_once_a_day_and_not_without_a_file(file, store):
    assert soundness.is_check_due(file, DAY)
    soundness.note_checked(file, DAY)
    assert not soundness.is_check_due(file, DAY)
    assert soundness.is_check_due(file, date(2026, 11, 24))
    assert not soundness.is_check_due(store, DAY)


@pytest.fixture
def slow_look(monkeypatch):
    """Let SQLite's own check of each table take long, and tell when the first has begun."""
    begun = Event()
    connect = soundness.database.connect

    def slowly(path, **how):
        conn = connect(path, **how)
        return _Slow(conn, begun) if how.get("live") else conn

    monkeypatch.setattr(soundness.database, "connect", slowly)
    return begun


class _Slow:
    """A connection whose check reads on and on under SQLite's lock."""

    def __init__(self, conn, begun):
        self._conn, self._begun = conn, begun

    def execute(self, sql):
        if "quick_check" not in sql:
            return self._conn.execute(sql)
        self._conn.create_function("begun", 0, self._begun.set)
        return self._conn.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000000)"
            " SELECT 'ok', begun() FROM n, (SELECT id FROM branch) WHERE i % 4000000 = 1"
            " ORDER BY i DESC"
        )

    def __getattr__(self, name):
        return getattr(self._conn, name)


@pytest.mark.parametrize("write", ["step", "draft", "password"])
def test_a_look_under_way_gives_way_to_a_write_and_says_nothing(file, slow_look, write):
    with ThreadPoolExecutor(1) as pool:
        looking = pool.submit(soundness.look, file)
        assert slow_look.wait(10)
        begun = monotonic()
        if write == "step":
            with file.change("登记") as change:
                change.save(Member(name="甲"))
        elif write == "draft":
            file.keep_draft("表", "写了一半")
        else:
            with file.alone():
                set_password(file, "一个密码一二")
        assert monotonic() - begun < 1.5
        with pytest.raises(Cancelled):
            looking.result(10)


def test_a_look_that_nothing_disturbs_finds_the_open_file_whole(big):
    assert soundness.look(big) == ""


def test_a_look_waits_while_other_work_has_the_file_alone(file):
    with ThreadPoolExecutor(1) as pool, file.alone():
        looking = pool.submit(soundness.look, file)
        sleep(0.1)
        assert not looking.done()
    assert looking.result(10) == ""
