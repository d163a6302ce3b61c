"""Which months a cell means, in the ways ledgers write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.dues.account import Month
from models.importing.months import month_in_title, months_in

MONTHS = st.integers(1, 12)


@pytest.mark.parametrize(
    ("cell", "months"),
    [
        ("3月", [3]), ("３月份", [3]), (3.0, [3]), ("十二月", [12]), ("十月", [10]), ("三月", [3]),
        ("2026年3月", [3]), ("2026.3", [3]), ("2026-03", [3]), ("202603", [3]), (202603, [3]),
        (date(2026, 3, 9), [3]), ("2026年3月9日", [3]), ("2026-3-9", [3]), ("2026.7-9", [7, 8, 9]), ("1-3月", [1, 2, 3]),
        ("1月至3月", [1, 2, 3]), ("2026年1月到2026年3月", [1, 2, 3]), ("2026.1-2026.3", [1, 2, 3]),
        ("1、3月", [1, 3]), ("1月，2月", [1, 2]), ("一季度", [1, 2, 3]), ("第4季度", [10, 11, 12]),
        ("上半年", [1, 2, 3, 4, 5, 6]), ("全年", list(range(1, 13))), ("2026年全年", list(range(1, 13))),
    ],
)  # fmt: skip
def test_months_are_read_in_every_usual_way(cell, months):
    assert months_in(cell, 2026) == [Month(2026, month) for month in months]


@pytest.mark.parametrize(
    "cell",
    [
        "13月",
        "0月",
        "春天",
        "",
        "3-1月",
        "2026年",
        "2026年1月-2030年1月",
        "1月2月3月?",
        "99999",
        date(2101, 1, 1),
    ],
)
def test_what_is_no_month_is_said(cell):
    with pytest.raises(ValueError, match="不是月份"):
        months_in(cell, 2026)


def test_a_month_without_its_year_and_one_cut_short_by_the_worksheet_are_asked_about():
    with pytest.raises(ValueError, match="没有写年份"):
        months_in("3月", None)
    with pytest.raises(ValueError, match="可能是1月，也可能是10月"):
        months_in(2026.1, 2026)


def test_a_span_may_go_over_the_years_end():
    found = months_in("2025年11月-2026年2月", None)
    assert found == [Month(2025, 11), Month(2025, 12), Month(2026, 1), Month(2026, 2)]


@given(st.integers(1921, 2100), MONTHS, MONTHS)
def test_every_span_within_a_year_holds_its_months_in_order(year, one, other):
    first, last = sorted((one, other))
    found = months_in(f"{year}年{first}月-{last}月", None)
    assert found == [Month(year, month) for month in range(first, last + 1)]


@given(st.text(max_size=12))
def test_no_text_breaks_the_reading(text):
    month_in_title(text)
    try:
        found = months_in(text, 2026)
    except ValueError:
        return
    assert found
    assert all(1 <= month.month <= 12 for month in found)
