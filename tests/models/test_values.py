"""Dates, money, identity numbers and names, one by one and in any spelling."""

# ruff: noqa: DTZ001 - a workbook's dates have no zone

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models import values
from models.values import PartialDate
from tests.people import NUMBERS

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
FULL_WIDTH = str.maketrans("0123456789.-/", "０１２３４５６７８９．－／")


@st.composite
def partial_dates(draw):
    day = draw(DAYS)
    known = draw(st.integers(1, 3))
    return PartialDate(*(day.year, day.month, day.day)[:known])


def spellings(day):
    y, m, d = day.year, day.month, day.day
    yield from (day, datetime(y, m, d, 9, 30), f"{y}{m:02}{d:02}", float(f"{y}{m:02}{d:02}"))
    for text in (
        "{}-{:02}-{:02}",
        "{}-{}-{}",
        "{}.{}.{}",
        "{}/{}/{}",
        "{}年{}月{}日",
        "{}年{}月{}",
    ):
        yield text.format(y, m, d)
    yield from (f"{y}年{m}月{d}号", f" {y} 年 {m} 月 {d} 日 ", f"{y}-{m}-{d} 00:00:00")
    yield f"{y}-{m:02}-{d:02}T08:15:30.123"


def month_spellings(y, m):
    for text in ("{}{:02}", "{}-{:02}", "{}-{}", "{}.{}", "{}/{}", "{}年{}月", "{}年{}"):
        yield text.format(y, m)


@given(DAYS)
def test_every_spelling_of_a_day_is_read_as_that_day(day):
    for spelling in spellings(day):
        assert values.parse_date(spelling) == day
        if isinstance(spelling, str):
            assert values.parse_date(spelling.translate(FULL_WIDTH)) == day


@given(DAYS)
def test_every_spelling_of_a_month_is_read_as_that_month(day):
    for spelling in month_spellings(day.year, day.month):
        assert values.parse_partial_date(spelling) == PartialDate(day.year, day.month)
        with pytest.raises(ValueError, match="要写到日"):
            values.parse_date(spelling)


@pytest.mark.parametrize("spelling", ["1998", "1998年", 1998, 1998.0, "１９９８"])
def test_a_year_alone_is_a_date(spelling):
    assert values.parse_partial_date(spelling) == PartialDate(1998)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2026-02-30", "2026年2月没有30日"),
        ("20250229", "2025年2月没有29日"),
        ("2026-13", "没有13月"),
        ("202600", "没有0月"),
        ("1899-12-31", "年份“1899”不在1900—2100年之间"),
        ("2101", "年份“2101”不在"),
        ("去年", "“去年”不是日期"),
        ("5月6日", "“5月6日”没有写年份"),
        ("5.6", "“5.6”没有写年份"),
        ("5月", "“5月”没有写年份"),
        ("46082", "“46082”不是日期"),
        ("2026-03-01-02", "不是日期"),
        ("", "“”不是日期"),
        ("很" * 60, "很…”不是日期"),
    ],
)
def test_what_is_no_date_is_said_in_words(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        values.parse_partial_date(text)


def test_a_day_without_its_month_is_refused():
    with pytest.raises(ValueError, match="缺月份"):
        PartialDate(2026, None, 3)


@given(partial_dates())
def test_a_partial_date_is_read_back_from_its_text(partial):
    assert PartialDate.from_iso(str(partial)) == values.parse_partial_date(str(partial)) == partial
    assert partial.first <= partial.last
    assert partial.is_exact == (partial.first == partial.last)


@given(partial_dates(), partial_dates())
def test_dates_agree_where_some_day_fits_both(one, other):
    shorter = min((one, other), key=lambda partial: partial.last - partial.first)
    days = (shorter.last - shorter.first).days + 1
    common = any(
        partial.first <= shorter.first + timedelta(day) <= partial.last
        for day in range(days)
        for partial in [other if shorter is one else one]
    )
    assert one.agrees(other) == other.agrees(one) == common


@given(partial_dates(), partial_dates(), partial_dates())
def test_partial_dates_have_one_order(one, two, three):
    assert (one < two) + (two < one) + (one == two) == 1
    if one < two < three:
        assert one < three
    if one.last < two.first:
        assert one < two


def test_the_vaguer_date_stands_first():
    shuffled = [PartialDate(2026, 1, 1), PartialDate(2026), PartialDate(2026, 1)]
    assert sorted(shuffled) == [PartialDate(2026), PartialDate(2026, 1), PartialDate(2026, 1, 1)]
    assert PartialDate(2026).__lt__("2026") is NotImplemented


@given(partial_dates(), partial_dates())
def test_a_date_is_surely_before_another_only_if_no_completion_denies_it(one, other):
    assert values.surely_before(one, other) == (one.last < other.first)
    assert not (values.surely_before(one, other) and one.agrees(other))


@given(DAYS, st.integers(-600, 600))
def test_adding_months_keeps_the_day_or_takes_the_months_last(day, months):
    assume(1 <= (day.year * 12 + day.month - 1 + months) // 12 <= 9998)
    later = values.add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == min(day.day, values.month_length(later.year, later.month))


def test_a_month_after_the_last_of_january_is_the_last_of_february():
    assert values.add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert values.add_months(date(2025, 1, 31), 1) == date(2025, 2, 28)
    assert values.add_months(date(2025, 3, 31), -13) == date(2024, 2, 29)


@given(DAYS, DAYS)
def test_whole_years_grow_on_the_birthday(born, on):
    years = values.years_between(born, on)
    assert years >= 0
    if born <= on:
        assert born.year + years in {on.year, on.year - 1}
        assert (born.year + years, born.month, born.day) <= (on.year, on.month, on.day)


def test_age_without_a_birthday_is_unknown_and_without_a_day_counts_from_the_first():
    assert values.years_between(None, date(2026, 1, 1)) is None
    assert values.years_between(PartialDate(2000), date(2026, 1, 1)) == 26
    assert values.years_between(PartialDate(2000, 6), date(2026, 5, 31)) == 25


@pytest.mark.parametrize(
    ("born", "joined", "too_young"),
    [("2008", "2026", False), ("2008-03", "2026-02", True), ("2008-03-02", "2026-03-01", True)],
)
def test_eighteen_is_missed_only_if_no_completion_reaches_it(born, joined, too_young):
    dates = map(values.parse_partial_date, (born, joined))
    born, joined = dates
    assert values.surely_younger(born, 18, joined) == too_young


@given(st.integers(-values.MOST_MONEY, values.MOST_MONEY))
def test_money_is_read_back_from_its_text(fen):
    text = values.format_money(fen)
    assert values.parse_money(text) == fen
    assert values.parse_money(f"¥{text}元") == values.parse_money(text.replace(",", "")) == fen


@given(st.integers(-(10**9), 10**9))
def test_money_in_a_cell_with_a_fraction_is_exact(fen):
    assert values.parse_money(fen / 100) == fen


@pytest.mark.parametrize("value", ["12.345", 12.345, "0.001", 0.1 + 0.2 + 0.001])
def test_money_with_a_third_place_is_refused(value):
    with pytest.raises(ValueError, match="金额最多两位小数"):
        values.parse_money(value)


@pytest.mark.parametrize(
    ("value", "fen"),
    [
        ("51,264.00", 5126400),
        ("￥12.5", 1250),
        ("１２．３元", 1230),
        (".5", 50),
        ("12.", 1200),
        (0.1 + 0.2, 30),
        (12.0, 1200),
        (7, 700),
        ("12.500", 1250),
        ("-3.2", -320),
        ("¥ 8", 800),
        ("60 000", 6000000),
        ("1\u00a0234 567.5元", 123456750),
    ],
)
def test_money_is_read_in_its_usual_spellings(value, fen):
    assert values.parse_money(value) == fen


@pytest.mark.parametrize(
    "value",
    ["", "五元", ",", ".", "元", "1.2.3", "6 5", "60 0000", "6 000 5", float("inf"), float("nan")],
)
def test_what_is_no_amount_is_said_in_words(value):
    with pytest.raises(ValueError, match="不是金额"):
        values.parse_money(value)


def test_an_amount_no_branch_has_is_refused():
    with pytest.raises(ValueError, match="金额太大"):
        values.parse_money(1e20)


@pytest.mark.parametrize("number", NUMBERS)
def test_sound_identity_numbers_pass_and_any_other_last_place_fails(number):
    assert values.is_resident_number(number)
    assert values.check_digit_is_right(number)
    for place in set("0123456789X") - {number[-1]}:
        assert not values.check_digit_is_right(number[:-1] + place)


def test_the_published_number_with_a_wrong_check_digit_is_found():
    assert not values.check_digit_is_right("110105195001010014")
    assert values.check_digit_is_right("110105195001010012")


@given(st.sampled_from(NUMBERS), st.integers(0, 16), st.sampled_from("0123456789"))
def test_one_wrong_digit_never_passes(number, place, digit):
    assume(number[place] != digit)
    assert not values.check_digit_is_right(number[:place] + digit + number[place + 1 :])


@given(st.sampled_from(NUMBERS), st.integers(0, 15))
def test_two_neighbours_exchanged_never_pass(number, place):
    one, two = number[place], number[place + 1]
    assume(one != two)
    assert not values.check_digit_is_right(number[:place] + two + one + number[place + 2 :])


def test_a_number_tells_birthday_and_sex():
    assert values.birth_in_number("11010519491231002X") == PartialDate(1949, 12, 31)
    assert values.sex_in_number("11010519491231002X") == "女"
    assert values.sex_in_number("53010219200508011X") == "男"
    assert values.birth_in_number("110105491231002") == PartialDate(1949, 12, 31)
    assert values.sex_in_number("110105491231001") == "男"
    assert values.birth_in_number("110105194913310020") is None


@pytest.mark.parametrize("text", ["110105491231002", "110105194912310020", "11010519491231002X"])
def test_fifteen_and_eighteen_places_are_resident_numbers(text):
    assert values.is_resident_number(text)


@pytest.mark.parametrize("text", ["", "1101051949123100", "X10105194912310020", "H60012345"])
def test_other_documents_are_not_resident_numbers(text):
    assert not values.is_resident_number(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" 11010519491231002x", "11010519491231002X"),
        ("１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X"),
        ("'110105 19491231 002X", "11010519491231002X"),
        (110105194912310020, "110105194912310020"),
        ("138-0000-0000", "13800000000"),
    ],
)
def test_a_number_is_kept_without_what_was_typed_around_it(typed, kept):
    assert values.clean_identity(typed) == kept


@given(st.text("0123456789X", max_size=24))
def test_a_mask_hides_only_and_could_be_its_own_number(number):
    for masked in (values.mask_identity(number), values.mask_phone(number)):
        assert len(masked) == len(number)
        assert values.could_be_masked(masked, number)
        assert not number or "*" in masked or len(number) in {7, 10}


def test_a_mask_shows_what_the_paper_shows():
    assert values.mask_identity("11010519491231002X") == "110105********002X"
    assert values.mask_phone("13812345678") == "138****5678"
    assert values.mask_phone("5678") == "****"
    assert not values.could_be_masked("110105********002X", "110105194912310021")
    assert not values.could_be_masked("***", "1234")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("张 三", "张三"),
        ("张　三\n", "张三"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽 · 买买提", "阿依古丽·买买提"),
        ("阿依古丽．买买提", "阿依古丽·买买提"),
        ("John  Smith ", "John Smith"),
        (None, ""),
    ],
)
def test_a_name_is_kept_without_blanks_for_print(typed, kept):
    assert values.clean_name(typed) == kept


@given(st.text(st.sampled_from("张三·•　 ab\t\nÉ𬭎"), max_size=12))
def test_cleaning_a_name_twice_changes_nothing_more(text):
    once = values.clean_name(text)
    assert values.clean_name(once) == once
    assert once == once.strip()


def test_a_name_of_two_characters_is_spaced_for_print_and_read_back():
    assert values.spaced_name("王伟") == "王　伟"
    assert values.spaced_name("王小伟") == "王小伟"
    assert values.clean_name(values.spaced_name("王伟")) == "王伟"


def test_name_keys_are_pinyin_and_initials():
    assert values.name_keys("张三丰") == "zhang san feng|zsf"
    assert values.name_keys("Ann 李").endswith("|ann l")


def test_a_long_text_is_shortened_to_quote_it():
    assert values.shorten("一" * 20) == "一" * 20
    assert values.shorten("一" * 21) == "一" * 19 + "…"
