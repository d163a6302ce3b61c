"""How a ledger is wanted: own columns, widths, order and date styles; and back in from its workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from exporters.files import write_sheet
from exporters.ledgers import CATALOGUE, Asked, remembered
from exporters.sheet import Table
from models.branch import Branch
from models.date_styles import DATE_STYLES
from models.fields import Kind as ValueKind
from models.importing import Kind, preview_of, read_workbook, roll_of, take
from models.members import Member, Period, records
from models.own_columns import (
    DATE,
    NUMBER,
    TEXT,
    OwnColumn,
    field_of_own,
    own_columns,
    own_values,
    save_column,
    set_own,
)
from models.store import Store
from models.values import PartialDate, name_keys

DAY = date(2026, 11, 5)
ROLL = CATALOGUE["members"]
ASKED = Asked(2026, DAY)


def table(sheet):
    return next(block for block in sheet.blocks if isinstance(block, Table))


def column(sheet, label):
    place = [field.label for field in table(sheet).columns].index(label)
    return [row[place] for row in table(sheet).rows]


def labels(sheet):
    return [field.label for field in table(sheet).columns]


def enter(store, *members):
    with store.change("登记") as change:
        saved = [change.save(replace(member, keys=name_keys(member.name))) for member in members]
        for member in saved:
            change.save(Period(member_id=member.id, aspect=records.ON_ROLL))
    return saved


def add(store, label, kind=TEXT, **said):
    with store.change(f"新设{label}") as change:
        return save_column(change, OwnColumn(owner_table="member", label=label, kind=kind, **said))


def put(store, member, **values):
    with store.change("填写") as change:
        set_own(change, "member", member.id, values)


@pytest.fixture
def people(store):
    """Three people, two with values in the two own columns."""
    born = PartialDate(1975, 3, 1)
    found = enter(
        store,
        Member(
            name="王伟", place=1, born_on=born, joined_on=PartialDate(1998), phone="13812345678"
        ),
        Member(name="李娜", place=2, registered_on=date(2016, 7, 1)),
        Member(name="张三", place=3, full_on=PartialDate(2001, 7)),
    )
    add(store, "车牌号", width=6)
    add(store, "入职时间", DATE, date_style="1975.03")
    put(store, found[0], own_1="浙A12345", own_2="1998-07-01")
    put(store, found[1], own_2="2001")
    return found


def test_own_columns_stand_after_the_others(store, people):
    sheet = ROLL.make(store, ASKED)
    assert labels(sheet)[-3:] == ["备注", "车牌号", "入职时间"]
    assert column(sheet, "车牌号") == ["浙A12345", "", ""]
    assert column(sheet, "入职时间") == ["1998.07", "2001", None]
    assert [field.name for field in ROLL.offered(store)][-2:] == ["own_1", "own_2"]
    assert table(sheet).ids == tuple(member.id for member in people)


def test_own_columns_can_be_asked_for_by_name_among_the_others(store, people):
    asked = replace(ASKED, columns=("own_2", "name", "own_9", "name", "own_1"))
    assert labels(ROLL.make(store, asked)) == ["入职时间", "姓名", "车牌号"]


def test_columns_that_are_no_more_give_way_to_the_usual_ones(store, people):
    assert labels(ROLL.make(store, replace(ASKED, columns=("own_9",)))) == labels(
        ROLL.make(store, ASKED)
    )


def test_other_ledgers_have_no_columns_of_the_roster(store, people):
    for code in ("changes", "committee", "groups"):
        assert "车牌号" not in labels(CATALOGUE[code].make(store, ASKED))


def test_a_column_is_as_wide_as_asked(store, people):
    sheet = ROLL.make(store, replace(ASKED, widths={"name": 9, "own_1": 12, "own_9": 3}))
    widths = {field.name: field.width for field in table(sheet).columns}
    assert (widths["name"], widths["own_1"], widths["own_2"]) == (9, 12, 8)


def test_the_roster_keeps_its_paper_until_too_much_or_little_stands_on_it(store, people):
    assert ROLL.make(store, ASKED).paper == ""
    without = tuple(field.name for field in ROLL.usual(store))[:-1]
    assert ROLL.make(store, replace(ASKED, columns=without)).paper == "A4 landscape"
    assert ROLL.make(store, replace(ASKED, columns=("name", "phone"))).paper == ""


def test_people_stand_by_pinyin_when_asked_and_are_numbered_anew(store, people):
    sheet = ROLL.make(store, replace(ASKED, order="拼音"))
    assert column(sheet, "姓名") == ["李娜", "王伟", "张三"]
    assert column(sheet, "序号") == [1, 2, 3]
    assert column(ROLL.make(store, replace(ASKED, order="身高")), "姓名")[0] == "王伟"
    assert CATALOGUE["changes"].orders == ()


def test_each_column_spells_its_dates_as_asked(store, people):
    styles = {
        "born_on": "1975年3月",
        "joined_on": "197503",
        "own_2": "1975-03-01",
        "name": "1975.03",
    }
    sheet = ROLL.make(store, replace(ASKED, date_styles=styles))
    assert column(sheet, "出生日期")[0] == "1975年3月"
    assert column(sheet, "入党日期")[0] == "1998"
    assert column(sheet, "转正日期")[2] == PartialDate(2001, 7)
    assert column(sheet, "入职时间")[0] == PartialDate(1998, 7, 1)
    assert column(sheet, "姓名")[0] == "王伟"
    kinds = {field.label: field.kind for field in table(sheet).columns}
    assert (kinds["出生日期"], kinds["转正日期"]) == (ValueKind.TEXT, ValueKind.PARTIAL_DATE)


def test_how_a_ledger_is_wanted_is_remembered_for_it_alone(store, people):
    look = {
        "columns": ["name", "own_1"],
        "widths": {"name": 9},
        "order": "拼音",
        "date_styles": {"born_on": "1975.03"},
        "paper": "A3 landscape",
    }
    store.prefer("ledger:members", look)
    found = remembered(store, "members", replace(ASKED, full=True))
    assert (found.columns, found.full) == (("name", "own_1"), True)
    assert (found.widths, found.order) == ({"name": 9}, "拼音")
    assert found.date_styles == {"born_on": "1975.03"}
    assert ROLL.make(store, found).paper == "A3 landscape"
    assert remembered(store, "changes", ASKED) == ASKED


@pytest.mark.parametrize(
    "kept",
    [
        None,
        [],
        {},
        {"columns": "name", "widths": [], "date_styles": 3, "paper": "B5"},
        {"widths": {"name": 900, "sex": -3, "nation": "8"}, "date_styles": {"born_on": "3/75"}},
    ],
)
def test_a_remembered_look_that_cannot_be_is_as_usual(store, kept):
    store.prefer("ledger:members", kept)
    assert remembered(store, "members", ASKED) == ASKED


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize("style", DATE_STYLES)
def test_an_export_taken_back_in_changes_nothing(
    store, people, tmp_path, no_progress, *, ending, full, style
):
    styles = dict.fromkeys(("born_on", "joined_on", "full_on", "registered_on", "own_2"), style)
    names = tuple(field.name for field in ROLL.offered(store))
    asked = replace(ASKED, full=full, columns=names, date_styles=styles, order="拼音")
    path = tmp_path / f"花名册{ending}"
    write_sheet(path, ROLL.make(store, asked), no_progress)
    found = preview_of(read_workbook(path), roll_of(store, DAY))
    assert {"own_1", "own_2"} <= set(found.mapping.values())
    assert {row.kind for row in found.rows} == {Kind.SAME}
    assert len(found.rows) == 3


TEXTS = st.text(st.sampled_from("浙A12 =+-@'\"，,\n　√无7"), max_size=6).map(str.strip)
PARTIALS = st.builds(
    lambda day, known: PartialDate(*(day.year, day.month, day.day)[:known]),
    st.dates(date(1901, 1, 1), date(2099, 12, 31)),
    st.integers(1, 3),
)
CELLS = {
    TEXT: TEXTS,
    NUMBER: st.none() | st.integers(-(10**9), 10**9),
    DATE: st.none() | PARTIALS,
}


@st.composite
def filled(draw):
    kinds = draw(st.lists(st.sampled_from([TEXT, NUMBER, DATE]), min_size=1, max_size=4))
    rows = draw(st.lists(st.tuples(*(CELLS[kind] for kind in kinds)), min_size=1, max_size=4))
    return kinds, rows


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(filled(), st.sampled_from([".xlsx", ".csv"]))
def test_whatever_stands_in_own_columns_comes_back_from_an_export(
    tmp_path_factory, no_progress, made, ending
):
    kinds, rows = made
    path = tmp_path_factory.mktemp("往返") / f"花名册{ending}"
    with Store.memory(Branch(name="甲")) as store, Store.memory(Branch(name="乙")) as other:
        for number, kind in enumerate(kinds):
            for each in (store, other):
                add(each, f"栏目{number}", kind)
        members = enter(store, *(Member(name=f"人{'甲乙丙丁'[n]}") for n in range(len(rows))))
        names = [field_of_own(each).name for each in own_columns(store, "member")]
        for member, row in zip(members, rows, strict=True):
            put(store, member, **dict(zip(names, row, strict=True)))
        write_sheet(path, ROLL.make(store, ASKED), no_progress)
        found = preview_of(read_workbook(path), roll_of(store, DAY))
        assert {row.kind for row in found.rows} == {Kind.SAME}
        take(other, preview_of(read_workbook(path), roll_of(other, DAY)))
        assert by_name(other) == by_name(store)


def by_name(store):
    people = {member.id: member.name for member in store.all(Member)}
    return {people[key]: row for key, row in own_values(store, "member").items()}


def test_the_roster_prints_from_its_workbook_at_four_fifths_or_more(tmp_path):
    sheet = ROLL.make(Store.memory(Branch(name="甲")), ASKED)
    write_sheet(tmp_path / "花名册.xlsx", sheet, lambda _done, _total: None)
    page = load_workbook(tmp_path / "花名册.xlsx").worksheets[0]
    inches = 297 / 25.4 - page.page_margins.left - page.page_margins.right
    units = sum(each.width * (each.max - each.min + 1) for each in page.column_dimensions.values())
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert inches * 96 / (7 * units) >= 0.8
    assert page["B5"].font.name == "宋体"
