"""Backups are whole, thinned, and put back without loss."""

# ruff: noqa: DTZ001, PT012 - backups are named by local time; a change is the block that fails

from __future__ import annotations

import hashlib
import os
import shutil
import tracemalloc
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import backup as backups
from models.backup import (
    ELSEWHERE,
    back_up,
    back_up_if_changed,
    backups_in,
    backups_of,
    days_without_copy,
    folder_of,
    is_whole,
    restore,
    thin,
    told,
)
from models.branch import Branch
from models.digest import sha256_of
from models.elsewhere import choose_second_place
from models.errors import AppError, CannotWriteFile, NotFound, NotOurFile, StorageBusy
from models.members import Member
from models.password import set_password
from models.places import data_folder, default_folder
from models.store import Store
from models.thinning import kept_backups
from models.verify import verify
from tests.people import content, save

TIMES = st.datetimes(datetime(2020, 1, 1), datetime(2026, 12, 31)).map(
    lambda time: time.replace(microsecond=0)
)


@given(st.sets(TIMES, max_size=60))
def test_thinning_keeps_days_weeks_and_months(times):
    kept = kept_backups(times)
    assert kept <= times
    assert kept_backups(kept) == kept
    ordered = sorted(times, reverse=True)
    if not ordered:
        return
    assert {time for time in times if time.date() == ordered[0].date()} <= kept
    for period, number in (
        (lambda time: time.date(), 7),
        (lambda time: time.date().isocalendar()[:2], 5),
        (lambda time: (time.year, time.month), 12),
    ):
        groups = {}
        for time in ordered:
            groups.setdefault(period(time), time)
        assert set(list(groups.values())[:number]) <= kept
    others = [time for time in kept if time.date() != ordered[0].date()]
    assert len(others) <= 7 + 5 + 12


def test_a_year_of_daily_backups_leaves_about_twenty():
    noon = datetime(2026, 11, 23, 12)
    kept = kept_backups(
        noon - timedelta(days=day, hours=hour) for day in range(400) for hour in (0, 3)
    )
    assert 18 <= len(kept) <= 26
    assert max(kept) == noon
    assert min(kept) < noon - timedelta(days=300)


def test_thinning_removes_files_with_their_sums_and_what_was_cut_off(file):
    newest = back_up(file)
    for number in range(1, 40):
        time = newest.time - timedelta(hours=number)
        old = newest.path.with_name(f"{time:%Y-%m-%d %H%M%S} 自动.zhibu")
        shutil.copyfile(newest.path, old)
        backups.write_sum(old)
    newest.path.with_name("2026-01-01 000000 手动.part").touch()
    newest.path.with_name("我的笔记.txt").touch()
    thin(newest.path.parent)
    left = {path.name for path in newest.path.parent.iterdir()}
    zhibu = {name for name in left if name.endswith(".zhibu")}
    assert left == zhibu | {f"{name}.sha256" for name in zhibu} | {"我的笔记.txt"}
    assert newest.path.name in zhibu
    assert len({name[:10] for name in zhibu}) <= 3


def test_a_backup_is_a_verified_copy_with_its_sum(file, path):
    save(file, "王小𬭎")
    made = back_up(file, "导入前")
    assert made.reason == "导入前"
    assert made.path.parent == path.with_name(path.name + ".备份")
    assert made.path.read_bytes() != b""
    digest = hashlib.sha256(made.path.read_bytes()).hexdigest()
    assert made.sum_path.read_text("utf-8") == f"{digest}  {made.path.name}\n"
    with Store.open(made.path, read_only=True) as copy:
        assert content(copy) == content(file)
        assert verify(copy) == []
    assert [found.path for found in backups_of(path)] == [made.path]
    assert made.size == made.path.stat().st_size


def test_two_backups_in_one_second_are_two_files(file, path):
    first, second, third = (back_up(file) for _ in range(3))
    assert len({first.path, second.path, third.path}) == len(backups_of(path)) == 3


def test_on_closing_only_what_changed_is_backed_up(file, path):
    assert back_up_if_changed(file, "关闭") is not None
    assert back_up_if_changed(file, "关闭") is None
    file.prefer("members:columns", ["name"])
    assert back_up_if_changed(file, "关闭") is None
    save(file, "甲")
    assert back_up_if_changed(file, "关闭") is not None
    for found in backups_of(path):
        found.path.unlink()
    assert back_up_if_changed(file, "关闭") is not None
    with Store.open(path, read_only=True) as reader:
        assert back_up_if_changed(reader, "关闭") is None


def test_a_store_in_memory_is_not_backed_up(store):
    assert back_up_if_changed(store, "关闭") is None
    with pytest.raises(AppError, match="没有文件可备份"):
        back_up(store)


def test_a_backup_goes_to_the_second_place_when_it_is_there(file, tmp_path):
    stick = tmp_path / "U盘"
    choose_second_place(file, stick)
    back_up(file)
    assert not stick.exists()
    stick.mkdir()
    made = back_up(file)
    [copy] = backups_in(stick / "第三党支部.zhibu.备份")
    assert copy.path.read_bytes() == made.path.read_bytes()
    assert copy.sum_path.read_bytes() == made.sum_path.read_bytes()


def test_a_folder_that_bars_writing_sends_backups_to_the_data_folder(file, path, monkeypatch):
    asked = []

    def access(place, mode):
        asked.append(place)
        return mode != os.W_OK or not str(place).startswith(str(path.parent))

    # Whoever runs as root may write everywhere, so the system's answer is changed.
    monkeypatch.setattr(os, "access", access)
    assert folder_of(path) == data_folder() / "第三党支部.zhibu.备份"
    made = back_up(file)
    assert made.path.parent == data_folder() / "第三党支部.zhibu.备份"
    path.with_name(path.name + ".备份").mkdir()
    assert folder_of(path) == data_folder() / "第三党支部.zhibu.备份"
    assert asked


def test_a_backup_that_cannot_be_written_says_where_and_leaves_nothing(file, path):
    path.with_name(path.name + ".备份").touch()
    with pytest.raises(CannotWriteFile, match=r"没有备份：不能写入“.*备份”.*记录本身完好"):
        back_up(file)
    save(file, "照常")


def test_a_backup_into_a_chosen_folder_is_not_thinned_or_doubled(file, path, tmp_path):
    made = back_up(file, "手动", tmp_path / "新" / "夹")
    assert made.path.parent == tmp_path / "新" / "夹"
    assert backups_of(path) == []


def test_restoring_brings_back_what_was_and_keeps_what_is(path):
    with Store.create(path, Branch(name="甲")) as store:
        save(store, "旧")
        made = back_up(store)
        before = content(store)
        save(store, "新")
    now = path.read_bytes()
    assert restore(made.path, path) == []
    with Store.open(path) as store:
        assert content(store) == before
        assert store.undoable is not None
    aside = [found for found in backups_of(path) if found.reason == "恢复前"]
    assert [found.path.read_bytes() for found in aside] == [now]
    assert restore(aside[0].path, path) == []
    with Store.open(path) as store:
        assert [member.name for member in store.all(Member)] == ["旧", "新"]


def test_restoring_over_a_file_cut_off_while_writing_does_not_mix_the_two(path):
    with Store.create(path, Branch(name="甲")) as store:
        save(store, *("旧" for _ in range(200)))
        made = back_up(store)
        expected = content(store)
        store.connection.execute("PRAGMA cache_size = 1")
        with pytest.raises(ZeroDivisionError), store.change("写到一半") as change:
            for member in store.all(Member):
                change.delete(member)
            half = {p.name: p.read_bytes() for p in path.parent.iterdir() if p.is_file()}
            raise ZeroDivisionError
    for name, body in half.items():
        path.with_name(name).write_bytes(body)
    path.with_name(f".{path.name}.lock").unlink()
    assert path.with_name(path.name + "-journal").stat().st_size > 512
    assert restore(made.path, path) == []
    with Store.open(path) as store:
        assert content(store) == expected
        assert verify(store) == []
    [aside] = [found for found in backups_of(path) if found.reason == "恢复前"]
    with Store.open(aside.path) as store:
        assert content(store) == expected
        assert verify(store) == []


def test_restoring_to_a_new_place_makes_the_file(file, tmp_path):
    made = back_up(file)
    assert restore(made.path, tmp_path / "新.zhibu") == []
    with Store.open(tmp_path / "新.zhibu") as store:
        assert content(store) == content(file)


def test_an_open_file_is_not_replaced(file, path):
    made = back_up(file)
    with pytest.raises(StorageBusy, match="已在另一个窗口中打开"):
        restore(made.path, path)
    save(file, "照常")


@pytest.mark.parametrize("place", [50, 5000, -10])
def test_a_damaged_backup_is_refused_and_the_file_untouched(path, place):
    with Store.create(path, Branch(name="甲")) as store:
        made = back_up(store)
    body = bytearray(made.path.read_bytes())
    body[place] ^= 4
    made.path.write_bytes(body)
    before = path.read_bytes()
    with pytest.raises(NotOurFile, match="已损坏，没有恢复；请改用另一份备份"):
        restore(made.path, path)
    assert path.read_bytes() == before
    assert [found.path for found in backups_of(path)] == [made.path]


def test_what_is_no_backup_is_refused(path, tmp_path):
    with pytest.raises(NotFound, match="找不到备份"):
        restore(tmp_path / "没有.zhibu", path)
    (tmp_path / "乱.zhibu").write_bytes(os.urandom(5000))
    with pytest.raises(AppError, match="不是支部台账文件"):
        restore(tmp_path / "乱.zhibu", path)
    assert not path.exists()


def test_a_backup_without_its_sum_is_checked_by_opening_it(file, tmp_path):
    made = back_up(file)
    made.sum_path.unlink()
    assert restore(made.path, tmp_path / "新.zhibu") == []
    conn = backups.database.sqlcipher3.connect(str(made.path))
    conn.execute("UPDATE branch SET name = '改'")
    conn.commit()
    conn.close()
    assert restore(made.path, tmp_path / "又.zhibu") != []


def test_restoring_where_nothing_can_be_written_says_so(file, tmp_path):
    made = back_up(file)
    with pytest.raises(CannotWriteFile, match="没有恢复：不能写入"):
        restore(made.path, tmp_path / "没有" / "a.zhibu")


def test_a_restore_that_fails_leaves_the_half_written_file_its_journal(path, monkeypatch):
    with Store.create(path, Branch(name="甲")) as store:
        made = back_up(store)
    journal = path.with_name(path.name + "-journal")
    journal.write_bytes(b"half")

    def full(_file):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotWriteFile, match="原文件和备份都没有改动"):
        restore(made.path, path)
    assert journal.read_bytes() == b"half"
    assert [found.path for found in backups_of(path)] == [made.path]


def test_a_copy_elsewhere_does_not_stand_for_the_one_made_on_closing(file, path, tmp_path):
    back_up(file)
    save(file, "新")
    back_up(file, "手动", tmp_path / "别处")
    assert back_up_if_changed(file, "关闭时") is not None
    assert {found.reason for found in backups_of(path)} == {"手动", "关闭时"}


def test_places_lie_in_the_users_own_folders(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "数据"))
    assert data_folder() == tmp_path / "数据" / "支部台账"
    assert data_folder().is_dir()
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_folder() == tmp_path
    (tmp_path / "Documents").mkdir()
    assert default_folder() == tmp_path / "Documents"


def test_a_copy_elsewhere_is_remembered_and_counted_from_the_founding(file, tmp_path):
    today = datetime.now().date()  # noqa: DTZ005 - local
    assert days_without_copy(file, today + timedelta(days=20)) == 20
    file.prefer(ELSEWHERE, "2026-01-01")
    back_up(file, "复制", tmp_path / "U盘")
    assert days_without_copy(file, today) == 0
    file.prefer(ELSEWHERE, "2026-01-01")
    (tmp_path / "second").mkdir()
    choose_second_place(file, tmp_path / "second")
    back_up(file)
    assert days_without_copy(file, today) == 0


def test_a_backup_is_whole_while_its_sum_agrees(file):
    made = back_up(file)
    assert is_whole(made) is True
    made.path.write_bytes(b"x")
    assert is_whole(made) is False
    made.sum_path.unlink()
    assert is_whole(made) is None


@pytest.mark.parametrize("told_by_system", [True, False])
def test_a_copy_cut_off_in_the_second_place_is_no_backup_and_is_told(
    file, tmp_path, monkeypatch, told_by_system
):
    stick = tmp_path / "U盘"
    stick.mkdir()
    choose_second_place(file, stick)
    copy = shutil.copyfile

    def cut_off(source, target, **more):
        if stick not in Path(target).parents:
            return copy(source, target, **more)
        Path(target).write_bytes(Path(source).read_bytes()[:-4096])
        if told_by_system:
            raise OSError(28, "No space left on device")
        return target

    monkeypatch.setattr(shutil, "copyfile", cut_off)
    made = back_up(file)
    assert made.doubled is False
    assert "第二备份位置没有存成" in told(made)
    assert [each for each in stick.rglob("*") if each.is_file()] == []
    assert file.preference(ELSEWHERE) is None
    monkeypatch.undo()
    made = back_up(file)
    assert made.doubled is True
    assert told(made).endswith("；第二备份位置也存了一份。")


def test_backups_and_their_sums_are_for_this_user_alone(path, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "数据"))
    before = os.umask(0o022)
    try:
        with Store.create(path, Branch(name="甲")) as store:
            path.chmod(0o640)
            choose_second_place(store, tmp_path)
            made = back_up(store)
            back_up(store, "复制", tmp_path / "别处")
            set_password(store, "一个密码一二")
        restore(made.path, path, password="一个密码一二")  # noqa: S106 - a test's
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o640
    others = {each for each in tmp_path.rglob("*") if each.is_file()} - {path}
    assert {each.suffix for each in others} == {".zhibu", ".sha256", ".json"}
    assert {each.stat().st_mode & 0o777 for each in others} == {0o600}
    assert data_folder().stat().st_mode & 0o777 == 0o700


def test_a_sum_is_made_without_the_whole_file_in_memory(tmp_path):
    large = tmp_path / "大.zhibu"
    large.write_bytes(bytes(range(256)) * 200_000)
    tracemalloc.start()
    try:
        digest = sha256_of(large)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
    assert digest == hashlib.sha256(large.read_bytes()).hexdigest()


@pytest.mark.parametrize("noted", ["昨天", 5, ["2026-01-01"]])
def test_a_day_of_a_copy_that_is_none_counts_from_the_founding(file, noted):
    file.prefer(ELSEWHERE, noted)
    assert days_without_copy(file, datetime.now().date()) == 0  # noqa: DTZ005 - local
