"""What fields accept, and that a record survives its row."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import codes
from models.branch import Branch, BranchYear, Post
from models.errors import InvalidRecord
from models.fields import Field, Kind, blank, field_of, fields_of, from_row, to_row, validate
from models.members import Member, Movement, Period
from models.tables import RECORDS
from models.values import PartialDate

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
PARTIALS = st.builds(
    lambda day, known: PartialDate(*(day.year, day.month, day.day)[:known]),
    DAYS,
    st.integers(1, 3),
)
VALUES = {
    int: st.integers(-(2**63), 2**63 - 1),
    str: st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    bool: st.booleans(),
    int | None: st.none() | st.integers(-(2**63), 2**63 - 1),
    date | None: st.none() | DAYS,
    PartialDate | None: st.none() | PARTIALS,
}


def any_record(record_type):
    hints = get_type_hints(record_type)
    return st.builds(
        record_type, **{field.name: VALUES[hints[field.name]] for field in fields(record_type)}
    )


@given(st.one_of(*map(any_record, RECORDS.values())))
def test_a_record_is_read_back_from_its_row(record):
    row = to_row(record)
    assert from_row(type(record), row) == record
    assert all(type(value) in {str, int, type(None)} for value in row.values())


@pytest.mark.parametrize("record_type", RECORDS.values())
def test_a_field_knows_its_name_and_words(record_type):
    labels = [field.label for field in fields_of(record_type)]
    assert len(set(labels)) == len(labels)
    for field in fields_of(record_type):
        assert field.name
        assert field_of(record_type, field.name) == field
        assert not field.choices or codes.labels(field.choices)


@pytest.mark.parametrize("text", [None, "", " ", "　", "无", "-", "—", "——", "/"])
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.FLAG])
def test_signs_for_nothing_are_nothing(kind, text):
    field = Field("项目", kind, name="item")
    assert field.parse(text) == field.empty
    assert field.empty in ("", None)


@pytest.mark.parametrize(
    ("kind", "typed", "kept", "shown"),
    [
        (Kind.TEXT, " 甲 ", "甲", "甲"),
        (Kind.TEXT, "甲\ud800乙", "甲乙", "甲乙"),
        (Kind.LONG_TEXT, "甲\n乙 ", "甲\n乙", "甲\n乙"),
        (Kind.NAME, "张 三", "张三", "张三"),
        (Kind.DATE, "2026年3月1日", date(2026, 3, 1), "2026-03-01"),
        (Kind.PARTIAL_DATE, "2026.3", PartialDate(2026, 3), "2026-03"),
        (Kind.INTEGER, "1,200", 1200, "1200"),
        (Kind.INTEGER, 3.0, 3, "3"),
        (Kind.REFERENCE, 7, 7, "7"),
        (Kind.MONEY, "12.5", 1250, "12.50"),
        (Kind.FLAG, "√", True, "是"),
        (Kind.FLAG, True, True, "是"),
        (Kind.FLAG, "无", False, "否"),
        (Kind.FLAG, None, False, "否"),
        (Kind.FLAG, False, False, "否"),
        (Kind.IDENTITY, "11010519491231002x", "11010519491231002X", "11010519491231002X"),
        (Kind.PHONE, "138-1234 5678", "13812345678", "13812345678"),
    ],
)
def test_a_field_reads_and_shows(kind, typed, kept, shown):
    field = Field("项目", kind, name="item")
    assert field.parse(typed) == kept
    assert field.display(kept) == shown


def test_nothing_is_shown_as_nothing():
    assert Field("项目").display(None) == Field("项目").display("") == ""


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        (Kind.FLAG, "也许", "项目：“也许”不是“是”或“否”"),
        (Kind.INTEGER, "三", "项目：“三”不是整数"),
        (Kind.INTEGER, "9" * 30, "太大"),
        (Kind.INTEGER, "9" * 5000, "不是整数"),
        (Kind.DATE, "2026-02-30", "项目：2026年2月没有30日"),
        (Kind.MONEY, "12.345", "项目：金额最多两位小数"),
    ],
)
def test_what_a_field_cannot_read_is_one_sentence_under_its_name(kind, typed, sentence):
    with pytest.raises(InvalidRecord, match=sentence) as caught:
        Field("项目", kind, name="item").parse(typed)
    assert list(caught.value.problems) == ["item"]


@pytest.mark.parametrize("typed", ["女", "2", " 女 "])
def test_a_choice_takes_label_and_code(typed):
    assert field_of(Member, "sex").parse(typed) == "女"


def test_a_choice_the_table_lacks_is_kept_as_typed():
    assert field_of(Member, "nation").parse("某族") == "某族"
    assert codes.normalise("", "甲") == "甲"


def test_regions_of_any_edition_are_known():
    assert codes.region_is_known("110105")
    assert not codes.region_is_known("999999")


def test_all_problems_of_a_record_come_at_once():
    wrong = Post(member_id=None, post="", since=PartialDate(2026), until=PartialDate(2025))
    with pytest.raises(InvalidRecord) as caught:
        validate(wrong)
    assert caught.value.problems == {
        "member_id": "姓名不能为空",
        "post": "党内职务不能为空",
        "until": "免职日期早于当选日期",
    }
    assert str(caught.value) == "；".join(caught.value.problems.values())


@pytest.mark.parametrize(
    ("record", "name"),
    [
        (Branch(name="甲", term_years=6), "term_years"),
        (BranchYear(year=1900), "year"),
        (Member(name=""), "name"),
        (Period(member_id=1, aspect=""), "aspect"),
        (
            Period(member_id=1, aspect="在册", since=PartialDate(2026), until=PartialDate(2025)),
            "until",
        ),
        (Movement(member_id=1, kind="转入"), "happened_on"),
    ],
)
def test_a_record_that_breaks_a_rule_is_refused(record, name):
    with pytest.raises(InvalidRecord) as caught:
        validate(record)
    assert list(caught.value.problems) == [name]


def test_a_sound_record_passes():
    validate(replace(Branch(name="甲"), term_years=3))
    validate(Period(member_id=1, aspect="在册", since=PartialDate(2026), until=PartialDate(2026)))
    assert blank(Branch)["form"] == "单独"
    assert "name" not in blank(Branch)
