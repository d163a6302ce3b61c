"""A damaged file is found, and the newest whole backup with it."""

from __future__ import annotations

from datetime import date

import pytest

from models import soundness
from models.backup import back_up, backups_of
from models.members import Member

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
