"""Pasted minutes keep their words and paragraphs."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.meetings.pasting import clean_minutes, left_out, paragraphs


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("第一段\r\n第二段\r第三段\x0b第四段", "第一段\n第二段\n第三段\n第四段"),
        ("一\n\n\n\n二\n\n三", "一\n\n二\n\n三"),
        ("　　缩进的段落  \n\t另一段\u00a0完", "缩进的段落\n另一段 完"),
        ("好👍🏻的🇨🇳👨‍👩‍👧‍👦完❤️", "好的完"),
        ("[图片]会议开始[强][表情]\n[视频]", "会议开始"),
        ("中组发[2018]3号、[附件]", "中组发[2018]3号、[附件]"),
        ("1️⃣议题\x00\x07\x1b\u200b\ufeff二", "1议题二"),
        ("①②㈠√★☆✓□■③ 12℃ 𬭎", "①②㈠√★☆✓□■③ 12℃ 𬭎"),
        ("\uf0b7 第一点\n● 第二点\n□ 第三点", "第一点\n● 第二点\n□ 第三点"),
        ("坏\ud800字", "坏字"),
        ("", ""),
    ],
)
def test_paragraphs_stay_and_what_is_no_text_goes(pasted, kept):
    assert clean_minutes(pasted) == kept


@given(st.text(max_size=300))
def test_a_clean_text_stays_as_it_is(text):
    once = clean_minutes(text)
    assert clean_minutes(once) == once
    assert not any(ord(mark) < 32 and mark != "\n" for mark in once)


@given(st.text("会议讨论，通过。第一二三\n", max_size=200))
def test_chinese_words_are_never_lost(text):
    kept = clean_minutes(text)
    assert kept.replace("\n", "") == text.replace("\n", "")
    assert paragraphs(kept) == [line for line in text.split("\n") if line]


def test_300_000_characters_are_cleaned_at_once():
    text = ("会议听取了上半年工作情况的报告😀，与会同志逐一发言。[图片]\r\n" * 12_000)[:300_000]
    begun = time.perf_counter()
    cleaned = clean_minutes(text)
    assert time.perf_counter() - begun < 1.0
    assert len(paragraphs(cleaned)) == text.count("\r\n")


@pytest.mark.parametrize(
    ("pasted", "places"),
    [("好👍🏻的👨‍👩‍👧‍👦完[图片]、[强]", 4), ("1️⃣议题[2018]3号★☆\x07\r\n", 0)],
)
def test_it_is_counted_what_goes(pasted, places):
    assert left_out(pasted) == places
