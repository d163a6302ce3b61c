from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.typesetting import break_lines


def width(text):
    return sum(1 if c > "\x7f" else 0.5 for c in text)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("一二三四五六。", ["一二三四五", "六。"]),
        ("一二三四五。六", ["一二三四", "五。六"]),
        ("一二三四（五六）", ["一二三四", "（五六）"]),
        ("一二三“四五”六", ["一二三“四", "五”六"]),
        ("一二三四（“五", ["一二三四", "（“五"]),
        ("一二三12345678", ["一二三", "12345678"]),
        ("第一行\n第二行", ["第一行", "第二行"]),
        ("一二三four four", ["一二三four", "four"]),
        ("", [""]),
        ("一\n\n二", ["一", "", "二"]),
    ],
)
def test_lines_end_where_chinese_lines_may(text, lines):
    assert break_lines(text, 5, width) == lines


def test_the_first_line_is_set_in():
    assert break_lines("一二三四五六七", 5, width, indent=2) == ["一二三", "四五六七"]


def test_a_closing_mark_may_be_squeezed_onto_a_long_line():
    assert break_lines("国" * 28 + "。完", 28, width, size=1) == ["国" * 28 + "。", "完"]


def test_a_word_longer_than_the_line_is_broken():
    assert break_lines("abcdefghijklmnop", 5, width) == ["abcdefghij", "klmnop"]


@given(st.text("一二。，（）“”、ab1 \n…—", max_size=60), st.integers(2, 12))
def test_no_word_is_lost_and_no_line_is_much_too_long(text, room):
    lines = break_lines(text, room, width)
    assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert all(width(line) <= room for line in lines)


@given(st.text("一二三四五。，（“", min_size=1, max_size=60))
def test_no_line_begins_with_a_closing_mark_unless_marks_fill_it(text):
    for before, line in zip(lines := break_lines(text, 8, width), lines[1:], strict=False):
        if line[0] in "。，":
            assert set(before) <= set("。，（“") or all(c in "。，" for c in before[1:])
