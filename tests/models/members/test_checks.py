from __future__ import annotations

import pytest

from models.members import Member
from models.members.checks import member_doubts, member_remarks
from models.values import PartialDate


def day(text):
    return PartialDate.from_iso(text)


@pytest.mark.parametrize(
    "number",
    [
        "11010519491231002X",
        "440524188001010014",
        "370101190102039973",
        "53010219200508011X",
        "",
        "HA1234567",
    ],
)
def test_a_sound_number_is_not_doubted(number):
    assert member_doubts(Member(name="张三", identity_number=number)) == {}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("110105195001010014", "校验位不对"),
        ("110105491231002", "15位旧号码"),
        ("11010519491231002", "有17位"),
        ("110105194902300029", "没有这一天"),
        ("110105490230002", "没有这一天"),
    ],
)
def test_an_unsound_number_is_doubted_with_the_clause(number, words):
    sentence = member_doubts(Member(name="张三", identity_number=number))["identity_number"]
    assert words in sentence
    assert "GB 11643-1999" in sentence


def test_sex_and_birthday_are_held_against_the_number():
    member = Member(
        name="张三", identity_number="11010519491231002X", sex="男", born_on=day("1949-11")
    )
    assert set(member_doubts(member)) == {"sex", "born_on"}


@pytest.mark.parametrize("born", ["1949", "1949-12", "1949-12-31"])
def test_a_vaguer_birthday_that_agrees_is_sound(born):
    member = Member(name="张三", identity_number="11010519491231002X", sex="女", born_on=day(born))
    assert member_doubts(member) == {}


@pytest.mark.parametrize(
    ("born", "joined", "full", "doubted"),
    [
        ("1990-06-01", "2008-05-31", None, {"joined_on"}),
        ("1990-06-01", "2008-06-01", "2008-06", set()),
        ("1990-06", "2008-06", "2008", set()),
        ("1990", "2007", None, {"joined_on"}),
        ("1990", "2008", None, set()),
        ("1990-01", "2010-05", "2010-04", {"full_on"}),
        ("1990-01", None, "2000-04", {"full_on"}),
    ],
)
def test_the_order_of_dates_is_doubted_only_where_they_decide(born, joined, full, doubted):
    member = Member(
        name="张三", born_on=day(born), joined_on=joined and day(joined), full_on=full and day(full)
    )
    assert set(member_doubts(member)) == doubted


def test_a_region_in_no_edition_and_a_foreign_document_are_remarks():
    assert (
        "GB/T 2260"
        in member_remarks(Member(name="张三", identity_number="999999194912310029"))[
            "identity_number"
        ]
    )
    assert (
        "未作校验"
        in member_remarks(Member(name="张三", identity_number="HA1234567"))["identity_number"]
    )
    assert member_remarks(Member(name="张三", identity_number="11010519491231002X")) == {}
    assert member_remarks(Member(name="张三", identity_number="1101051949")) == {}
    assert member_remarks(Member(name="张三")) == {}


def test_a_name_of_more_than_forty_characters_is_doubted():
    assert set(member_doubts(Member(name="甲" * 41))) == {"name"}
    assert member_doubts(Member(name="甲" * 40)) == {}


@pytest.mark.parametrize(
    ("sex", "nation", "doubted"),
    [("男", "汉族", set()), ("汉男", "汉族", {"sex"}), ("女", "110105198803121235", {"nation"})],
)
def test_a_sex_or_nation_that_is_none_is_doubted(sex, nation, doubted):
    assert set(member_doubts(Member(name="甲", sex=sex, nation=nation))) == doubted
