"""The recovery code: the raw key of an encrypted file, grouped for print, with a check."""

from __future__ import annotations

import re

from models.digest import sha256

_KEY_DIGITS = 64
_CHECK_DIGITS = 4
_LEAST_GROUPS = 3
"""Fewer groups of letters and figures may be a password."""


def code_from_key(key: str) -> str:
    """Return the code to print: the key's 64 hex digits and 4 of check, in groups of 4."""
    digits = (key[:_KEY_DIGITS] + _check(key[:_KEY_DIGITS])).upper()
    return "-".join(digits[place : place + 4] for place in range(0, len(digits), 4))


def key_from_code(text: str) -> str:
    """Return the key that a typed code holds, or "" if the text is no code."""
    digits = re.sub(r"[\s-]", "", text).lower()
    if not re.fullmatch(rf"[0-9a-f]{{{_KEY_DIGITS + _CHECK_DIGITS}}}", digits):
        return ""
    key, check = digits[:_KEY_DIGITS], digits[_KEY_DIGITS:]
    return key if _check(key) == check else ""


def misread(text: str) -> str:
    """Return what is wrong with a text meant as a recovery code, "" where it is none or right."""
    groups = re.split(r"[\s-]+", text.strip())
    if len(groups) < _LEAST_GROUPS or not all(re.fullmatch(r"[0-9A-Za-z]{1,4}", g) for g in groups):
        return ""
    digits, whole = "".join(groups), _KEY_DIGITS + _CHECK_DIGITS
    if len(digits) != whole:
        return f"恢复码应有{whole}位，输入的是{len(digits)}位，请照恢复单补全"
    return "" if key_from_code(text) else "恢复码有写错的地方，请照恢复单逐组核对"


def _check(key: str) -> str:
    return sha256(key)[:_CHECK_DIGITS]
