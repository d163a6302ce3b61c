from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import AppError
from models.fields import Kind as ValueKind
from models.importing import Kind, read_text, read_workbook, take
from models.importing.cells import reader
from models.importing.mapping import FIELDS
from models.members.roster import group_name
from models.values import PartialDate, could_be_masked, mask_identity, mask_phone
from tests.models.importing.rosters import OTHER_SOUND, SOUND, THIRD, VILLAGE, new_store, seen

DAYS = st.dates(date(1927, 5, 19), date(2099, 12, 31))


def spellings(day):
    y, m, d = day.year, day.month, day.day
    return [
        day,
        datetime(y, m, d, 8, 30),  # noqa: DTZ001 - as a workbook gives it
        *(f"{y}{mark}{m}{mark}{d}" for mark in ".-/"),
        *(f"{y}{mark}{m:02}{mark}{d:02}" for mark in ".-/"),
        f"{y}年{m}月{d}日",
        f"{y}年{m:02}月{d:02}日 ",
        f"{y}{m:02}{d:02}",
        int(f"{y}{m:02}{d:02}"),
        float(f"{y}{m:02}{d:02}"),
        f"{y}-{m:02}-{d:02} 00:00:00",
        *([float((day - date(1899, 12, 30)).days)] if day.year < 2064 else []),
    ]


@given(DAYS)
def test_every_spelling_of_a_day_is_the_same_day(day):
    read = reader(FIELDS["joined_on"], tuple)
    assert {read(spelling) for spelling in spellings(day)} == {PartialDate.of(day)}


@given(DAYS)
def test_every_spelling_of_a_month_is_the_same_month(day):
    y, m = day.year, day.month
    read = reader(FIELDS["joined_on"], tuple)
    forms = [f"{y}.{m}", f"{y}-{m:02}", f"{y}/{m}", f"{y}年{m}月", f"{y}{m:02}", int(f"{y}{m:02}")]
    assert {read(form) for form in forms} == {PartialDate(y, m)}


@given(st.text("0123456789X", min_size=11, max_size=18))
def test_a_masked_number_could_always_be_the_number_it_hides(number):
    assert could_be_masked(mask_identity(number), number)
    assert could_be_masked(mask_phone(number), number)


@given(st.integers(1, 99))
def test_a_groups_number_is_the_same_in_every_spelling(number):
    names = {
        group_name(form.format(number))
        for form in ("{}", "{}组", "第{}组", "第{}党小组", " 第{} 小组")
    }
    assert len(names) == 1
    assert group_name(names.pop()) == group_name(f"{number}组")


CELLS = st.one_of(
    st.text(max_size=12),
    st.text("0123456789.-/年月日*X ", max_size=20),
    st.integers(-(10**19), 10**19),
    st.floats(),
    st.booleans(),
    st.none(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(timedelta(-999), timedelta(9999)),
    st.sampled_from(
        ["张三", "李四", "合计", "注：", "姓名", SOUND, "110105********002X", "未转正"]
    ),
)
HEADINGS = ("姓名", "性别", "身份证号", "出生日期", "入党时间", "转正时间", "手机", "党小组", "人员类别",
            "党籍状态", "党内职务", "编入", "流动党员", "延长预备期（月）", "注册时间", "进入日期", "离开日期")  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(*[CELLS] * len(HEADINGS)), min_size=1, max_size=6))
def test_whatever_stands_in_the_cells_is_taken_once_or_said(rows):
    with new_store() as store:
        try:
            found = seen(store, HEADINGS, *rows)
            take(store, found)
        except AppError:
            return
        try:
            again = seen(store, HEADINGS, *rows)
        except AppError:
            return
        assert again.counts[Kind.NEW] == again.counts[Kind.UPDATED] == 0, again.rows
        assert again.counts[Kind.DOUBTFUL] == 0, again.rows


NAMES = st.sampled_from(["张三", "李四", "王　五", "周·买买提", "李㛃", "欧阳 修"])
NUMBERS = st.sampled_from(
    [
        "",
        SOUND,
        OTHER_SOUND,
        "110105491231002",
        SOUND[:-1] + "1",
        "110105********002X",
        "370101190102039973",
    ]
)
WORDS = st.sampled_from(
    ["", "汉", "汉族", "回", "1980.3", "1980-03-01", "1980", "男", "女", "书记", "1组", "正式"]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(NAMES, NUMBERS, *[WORDS] * 6), min_size=1, max_size=7))
def test_any_roster_taken_twice_changes_nothing_the_second_time(rows):
    heading = ("姓名", "身份证号", "民族", "性别", "党内职务", "党小组", "人员类别", "备注")
    with new_store() as store:
        first = seen(store, heading, *rows)
        take(store, first)
        again = seen(store, heading, *rows)
        assert again.counts[Kind.NEW] == again.counts[Kind.UPDATED] == 0
        assert again.counts[Kind.DOUBTFUL] == 0
        assert take(store, again).same == again.counts[Kind.SAME]


@given(st.text(max_size=300))
def test_any_pasted_text_gives_rows_or_a_sentence(text):
    try:
        rows = read_text(text)[0].rows
    except AppError:
        return
    assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize("kind", ValueKind)
def test_a_cell_never_gives_an_error_of_ours(kind):
    for field in FIELDS.values():
        if field.kind is kind:
            for cell in ("", "x" * 100, "²", "1" * 5000, float("nan"), float("inf"), -1e300, True):
                reader(field, tuple)(cell)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from([THIRD, VILLAGE]),
    st.lists(st.tuples(st.integers(0), st.binary(min_size=1, max_size=8)), min_size=1, max_size=4),
)
def test_a_damaged_workbook_gives_rows_or_a_sentence(path, damages):
    data = bytearray(path.read_bytes())
    for place, noise in damages:
        at = place % len(data)
        data[at : at + len(noise)] = noise
    try:
        read_workbook(bytes(data))
    except AppError:
        return
