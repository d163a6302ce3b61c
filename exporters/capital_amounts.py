"""An amount of money in the capital numerals of a receipt: 壹佰叁拾壹元捌角柒分."""

from __future__ import annotations

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ((1000, "仟"), (100, "佰"), (10, "拾"), (1, ""))
_SECTIONS = ((10**8, "亿"), (10**4, "万"), (1, ""))
_ALL_PLACES = 1000


def capital_amount(fen: int) -> str:
    """Return an amount in 分, not below 0, as it is written out: to the 元 with 整 behind it."""
    yuan, rest = divmod(fen, 100)
    jiao, single = divmod(rest, 10)
    words = f"{_whole(yuan)}元" if yuan else ""
    if not rest:
        return f"{words or '零元'}整"
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    elif yuan:
        words += _DIGITS[0]
    return words + (f"{_DIGITS[single]}分" if single else "")


def _whole(number: int) -> str:
    words, is_parted = "", False
    for size, unit in _SECTIONS:
        part, number = divmod(number, size)
        if not part:
            is_parted = bool(words)
            continue
        if words and (is_parted or part < _ALL_PLACES):
            words += _DIGITS[0]
        words += _section(part) + unit
        is_parted = False
    return words


def _section(number: int) -> str:
    """Return a number below 10 000, zeros between its digits said once."""
    words, is_parted = "", False
    for size, unit in _PLACES:
        digit, number = divmod(number, size)
        if not digit:
            is_parted = bool(words)
            continue
        words += (_DIGITS[0] if is_parted else "") + _DIGITS[digit] + unit
        is_parted = False
    return words
