"""Months are said in runs."""

from __future__ import annotations

import pytest

from models.dues.account import Month
from models.dues.words import months_between, months_words


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ([], ""),
        ([(2026, 3)], "2026年3月"),
        ([(2026, 5), (2026, 3), (2026, 4), (2026, 4)], "2026年3月至5月"),
        ([(2026, 1), (2025, 12)], "2025年12月至2026年1月"),
        ([(2025, 12), (2026, 2), (2026, 3)], "2025年12月、2026年2月至3月"),
    ],
)
def test_months_are_said_in_runs_in_their_order(months, words):
    assert months_words(Month(*each) for each in months) == words


def test_the_months_between_two_are_both_and_all_in_between():
    assert months_between(Month(2025, 11), Month(2026, 1)) == [
        Month(2025, 11), Month(2025, 12), Month(2026, 1),
    ]  # fmt: skip
    assert months_between(Month(2026, 1), Month(2025, 12)) == []
