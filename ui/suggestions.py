"""What a list suggests for the letters typed: entries holding them, or whose pinyin begins so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def suggested(entries: Sequence[str], typed: str) -> list[str]:
    """Return the entries that a typed text can mean, the likeliest first."""
    text = typed.strip().lower()
    if not text:
        return list(entries)
    begin = [entry for entry in entries if entry.lower().startswith(text)]
    within = [entry for entry in entries if text in entry.lower() and entry not in begin]
    if not is_letters(text):
        return begin + within
    initials, spelt = _by_pinyin(entries, text)
    return list(dict.fromkeys(begin + initials + spelt + within))


def is_letters(text: str) -> bool:
    """Return whether a text may be pinyin: letters of the keyboard alone."""
    return text.isascii() and text.isalpha()


def meant(entries: Sequence[str], typed: str) -> str:
    """Return the one entry that typed letters, or the beginning of one, can mean; else "".

    Words that a list lacks are left alone.
    """
    text = typed.strip()
    if not text or text in entries:
        return ""
    found = suggested(entries, text)
    if is_letters(text):
        return found[0] if len(found) == 1 else ""
    return found[0] if len(found) == 1 and found[0].startswith(text) else ""


def _by_pinyin(entries: Sequence[str], text: str) -> tuple[list[str], list[str]]:
    from models.values import name_keys  # noqa: PLC0415 - loads pypinyin, at the first letter

    initials, spelt = [], []
    for entry in entries:
        full, _, first = name_keys(entry).partition("|")
        if first.startswith(text):
            initials.append(entry)
        elif full.replace(" ", "").startswith(text):
            spelt.append(entry)
    return initials, spelt
