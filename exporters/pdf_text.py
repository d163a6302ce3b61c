"""Titles, prose and places to sign, set into pages: the grid of GB/T 9704 or a ledger's lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporters.pdf_page import lines_in
from exporters.typesetting import break_lines, packed_lines
from exporters.wording import sign_here

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporters.fonts import Role
    from exporters.pdf_fonts import Pen
    from exporters.pdf_page import Align, Flow
    from exporters.sheet import Line, Paragraph, Style

PITCH, LINE = 442.2 / 28, 28.95
_BODY, _SMALL = 16.0, 10.5
_APART = PITCH - _BODY
_ROLES: dict[Style, Role] = {"heading1": "hei", "heading2": "kai"}
_INDENTED = {"body", "heading1", "heading2"}
_FROM_MARGIN, _TOGETHER = 4, 2
_ALIGNS: dict[Style, Align] = {"centre": "centre", "right": "right"}


def set_title(flow: Flow, title: str) -> None:
    """Set the title in the middle of the page's head."""
    is_prose = flow.frame.is_prose
    size, leading = (22.0, LINE) if is_prose else (20.0, 27.0)
    pen, width = flow.pen("title", size), flow.frame.text_width
    lines = _balanced(pen, title, width)
    for line in lines:
        flow.y -= leading
        flow.write_in(pen, (flow.frame.left, width), flow.y + 0.3 * size, line, "centre")
    flow.y -= 0 if is_prose else 8


def _balanced(pen: Pen, title: str, width: float) -> list[str]:
    """Return a title's lines, none much shorter than another."""
    count = len(break_lines(title, width, pen.width))
    share = pen.width(title.replace("\n", "")) / count
    return break_lines(title, min(width, share + 2 * pen.size), pen.width) if count > 1 else [title]


def set_line(flow: Flow, line: Line) -> None:
    """Set the line of branch, year and date."""
    pen = flow.pen("table", _SMALL)
    box = flow.frame.left, flow.frame.text_width
    parts: tuple[tuple[str, Align], ...] = (
        (line.left, "left"),
        (line.middle, "centre"),
        (line.right, "right"),
    )
    flow.need(18)
    flow.y -= 18
    if sum(pen.width(text) + 12 for text, _ in parts) <= box[1]:
        for text, align in parts:
            if text and align != "centre":
                flow.write_in(pen, box, flow.y + 6, text, align)
        flow.write(pen, _middle(pen, line, box), flow.y + 6, line.middle)
        return
    flow.y += 18
    for packed in packed_lines([text for text, _ in parts], box[1], pen.width):
        for words in lines_in(pen, packed, box[1]):
            flow.y -= 18
            flow.write(pen, box[0], flow.y + 6, words)


def _middle(pen: Pen, line: Line, box: tuple[float, float]) -> float:
    """Return where the middle part begins: in the middle of the line, else of what is left free."""
    width = pen.width(line.middle)
    left, right = box[0] + pen.width(line.left) + 12, box[0] + box[1] - pen.width(line.right) - 12
    begin = box[0] + (box[1] - width) / 2
    return begin if left <= begin and begin + width <= right else (left + right - width) / 2


def set_paragraph(flow: Flow, paragraph: Paragraph) -> None:
    """Set a paragraph; the last line before a new page is never a heading."""
    if paragraph.style == "note" or not flow.frame.is_prose:
        _set_small(flow, paragraph)
        return
    if paragraph.style.startswith("heading") or paragraph.style == "right":
        flow.need(prose_height(flow, paragraph) + flow.below)
    *before, last = paragraph.text.split("\n")
    for text in before:
        _set_prose(flow, paragraph.style, text, 0.0)
    _set_prose(flow, paragraph.style, last, flow.below)


def prose_height(flow: Flow, paragraph: Paragraph) -> float:
    """Return how high a paragraph is on the grid."""
    texts = paragraph.text.split("\n")
    if paragraph.style == "label":
        columns = (_label_columns(flow, text) for text in texts)
        return LINE * sum(max(len(column.lines) for column in line) for line in columns)
    return LINE * sum(len(_prose_lines(flow, paragraph.style, text)) for text in texts)


def _measured(pen: Pen) -> Callable[[str], float]:
    return lambda piece: pen.width(piece) + _APART * len(piece)


def _prose_lines(flow: Flow, style: Style, text: str) -> list[str]:
    pen = flow.pen(_ROLES.get(style, "body"), _BODY)
    room, indent = _room(flow, style), _indent(style)
    return break_lines(text, room, _measured(pen), indent=indent, size=_BODY)


def _room(flow: Flow, style: Style) -> float:
    return flow.frame.text_width - (_FROM_MARGIN * PITCH if style == "right" else 0)


def _indent(style: Style) -> float:
    return 2 * PITCH if style in _INDENTED else 0.0


def _need_line(flow: Flow, left: int, below: float) -> None:
    """Begin a new page unless a line fits: of the last two, with what must follow them."""
    flow.need(left * LINE + below if left <= _TOGETHER and below else LINE)


def _set_prose(flow: Flow, style: Style, text: str, below: float) -> None:
    if style == "label":
        _set_labels(flow, text, below)
        return
    pen = flow.pen(_ROLES.get(style, "body"), _BODY)
    measure, room, indent = _measured(pen), _room(flow, style), _indent(style)
    lines = _prose_lines(flow, style, text)
    for number, line in enumerate(lines):
        _need_line(flow, len(lines) - number, below)
        flow.y -= LINE
        before = indent if number == 0 else 0
        spare = room - measure(line)
        is_full = number < len(lines) - 1 and style not in {"centre", "right"}
        x = flow.frame.left + {"centre": spare / 2, "right": spare}.get(style, before)
        spacing = _spacing(pen, line, room - before, is_full=is_full)
        flow.write(pen, x, flow.y + 9, line, spacing=spacing)


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A label and the lines beside it: where they begin, and how wide the lines may be."""

    x: float
    label: str
    start: float
    lines: list[str]
    room: float


def _label_columns(flow: Flow, text: str) -> list[_Labelled]:
    label_pen, pen = flow.pen("hei", _BODY), flow.pen("body", _BODY)
    columns, x = [], flow.frame.left
    for part, share in _shares(flow, text.split("\t")):
        label, colon, value = part.partition("：")
        label, value = (label + colon, value) if colon else ("", label)
        start = _measured(label_pen)(label)
        lines = break_lines(value, share - start, _measured(pen), size=_BODY)
        columns.append(_Labelled(x, label, x + start, lines, share - start))
        x += share
    return columns


def _set_labels(flow: Flow, text: str, below: float) -> None:
    """Set labels in 黑体 with what they say beside them, its further lines below its first."""
    label_pen, pen = flow.pen("hei", _BODY), flow.pen("body", _BODY)
    columns = _label_columns(flow, text)
    count = max(len(column.lines) for column in columns)
    for number in range(count):
        _need_line(flow, count - number, below)
        flow.y -= LINE
        for column in columns:
            lines = column.lines
            if number == 0 and column.label:
                flow.write(label_pen, column.x, flow.y + 9, column.label, spacing=_APART)
            if number < len(lines) and lines[number]:
                is_full = number < len(lines) - 1
                spacing = _spacing(pen, lines[number], column.room, is_full=is_full)
                flow.write(pen, column.start, flow.y + 9, lines[number], spacing=spacing)


def _shares(flow: Flow, parts: list[str]) -> list[tuple[str, float]]:
    """Return the parts of a line with the width of each: equal, or as they need."""
    measure, width = _measured(flow.pen("body", _BODY)), flow.frame.text_width
    needs = [measure(part) + PITCH for part in parts]
    equal = width / len(parts)
    if len(parts) == 1 or max(needs) <= equal or sum(needs) > width + PITCH:
        return [(part, equal) for part in parts]
    spare = (width - sum(needs)) / len(parts)
    return [(part, need + spare) for part, need in zip(parts, needs, strict=True)]


def _spacing(pen: Pen, line: str, room: float, *, is_full: bool) -> float:
    """Return how much farther apart the characters stand so that the line ends at the margin."""
    gaps = len(line) - 1
    if gaps < 1:
        return 0
    fitting = (room - pen.width(line)) / gaps
    return fitting if is_full else min(fitting, _APART)


def _set_small(flow: Flow, paragraph: Paragraph) -> None:
    """Set a note, or the words about a ledger, in small lines."""
    role: Role = "hei" if paragraph.style.startswith("heading") else "table"
    pen, leading = flow.pen(role, _SMALL), 17.0
    text = paragraph.text.replace("\t", "　　　")
    width = flow.frame.text_width
    indent = 2 * _SMALL if paragraph.style == "body" else 0.0
    flow.y -= min(4.0, max(0.0, flow.room))
    lines = break_lines(text, width, pen.width, indent=indent)
    if paragraph.style.startswith("heading"):
        flow.need(len(lines) * leading + 40)
    elif flow.below:
        flow.need(len(lines) * leading + flow.below)
    for number, line in enumerate(lines):
        flow.need(leading)
        flow.y -= leading
        align = _ALIGNS.get(paragraph.style, "left")
        start = flow.frame.left + (indent if number == 0 else 0)
        flow.write_in(pen, (start, width), flow.y + 5, line, align)


def set_signatures(flow: Flow, labels: tuple[str, ...]) -> None:
    """Set places to sign after a blank line, as many side by side as the width takes."""
    pen, leading = _sign_pen(flow), _sign_leading(flow)
    rows = _sign_rows(flow, labels)
    flow.need(leading * (len(rows) + 1))
    flow.y -= leading if not flow.is_at_top else 0
    step = flow.frame.text_width / max(map(len, rows), default=1)
    for row in rows:
        flow.y -= leading
        for place, label in enumerate(row):
            flow.write(pen, flow.frame.left + place * step, flow.y + 5, sign_here(label))


def signatures_height(flow: Flow, labels: tuple[str, ...]) -> float:
    """Return how high places to sign are with the blank line before them."""
    return _sign_leading(flow) * (len(_sign_rows(flow, labels)) + 1)


def _sign_pen(flow: Flow) -> Pen:
    return flow.pen("body", _BODY) if flow.frame.is_prose else flow.pen("table", _SMALL)


def _sign_leading(flow: Flow) -> float:
    return LINE if flow.frame.is_prose else 1.8 * _SMALL


def _sign_rows(flow: Flow, labels: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the labels in rows as long as the width takes."""
    pen, width, is_prose = _sign_pen(flow), flow.frame.text_width, flow.frame.is_prose
    longest = max((pen.width(sign_here(label)) for label in labels), default=0) + 4 * pen.size
    across = max(1, min(len(labels), int(width / longest), 2 if is_prose else 6))
    return [labels[start : start + across] for start in range(0, len(labels), across)]
