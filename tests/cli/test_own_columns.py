"""A branch's own columns and the look of its ledgers, as the commands show and take them."""

from __future__ import annotations

import csv
import json

import pytest

from models.members import Member, Period, records
from models.own_columns import DATE, OwnColumn, own_values, save_column, set_own
from models.store import Store
from models.values import PartialDate
from ui.command_line import run


@pytest.fixture
def branch_file(tmp_path, monkeypatch):
    """A file of one member with a date in an own column."""
    monkeypatch.delenv("ZHIBU_PASSWORD", raising=False)
    path = tmp_path / "第三党支部.zhibu"
    assert run(["new", str(path), "--name", "机关第三党支部"]) == 0
    with Store.open(path) as store, store.change("登记") as change:
        member = change.save(Member(name="王伟", born_on=PartialDate(1975, 3, 1)))
        change.save(Period(member_id=member.id, aspect=records.ON_ROLL))
        column = OwnColumn(owner_table="member", label="入职时间", kind=DATE, date_style="1975.03")
        save_column(change, column)
        set_own(change, "member", member.id, {"own_1": "1998-07-01"})
    return path


def exported(path, folder):
    out = folder / "花名册.csv"
    assert run(["export", str(path), "members", "--to", str(out)]) == 0
    with out.open(encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))
    return rows[2:4]


def test_an_export_shows_own_columns_as_the_ledger_was_last_wanted(branch_file, tmp_path):
    head, row = exported(branch_file, tmp_path)
    assert (head[-1], row[-1]) == ("入职时间", "1998.07")
    with Store.open(branch_file) as store:
        look = {"columns": ["own_1", "name"], "date_styles": {"own_1": "197503"}}
        store.prefer("ledger:members", look)
    assert exported(branch_file, tmp_path) == [["入职时间", "姓名"], ["199807", "王伟"]]


def test_data_for_other_programs_keep_their_columns_and_their_dates_whole(branch_file, tmp_path):
    with Store.open(branch_file) as store:
        store.prefer("ledger:members", {"columns": ["name"]})
    out = tmp_path / "册.json"
    assert run(["export", str(branch_file), "members", "--json", "--to", str(out)]) == 0
    [person] = json.loads(out.read_text("utf-8"))["members"]
    assert person["出生日期"] == "1975-03-01"
    assert person["入职时间"] == "1998-07-01"


def test_an_import_fills_own_columns_by_their_label(branch_file, tmp_path, capsys):
    source = tmp_path / "册.csv"
    source.write_text("姓名,性别,入职时间\n王伟,男,1998.8\n李娜,女,2001年\n", "utf-8")
    assert run(["import", str(branch_file), str(source)]) == 0
    with Store.open(branch_file, read_only=True) as store:
        assert own_values(store, "member") == {
            1: {"own_1": PartialDate(1998, 8)},
            2: {"own_1": PartialDate(2001)},
        }
    assert run(["verify", str(branch_file)]) == 0
