"""Every block of a sheet but its tables as rows of a workbook page."""

from __future__ import annotations

from io import BytesIO
from itertools import accumulate, combinations, pairwise, takewhile
from typing import TYPE_CHECKING

from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.pagebreak import Break

from exporters.charts import share
from exporters.excel_charts import own_chart
from exporters.excel_keeping import Room, rows_to_keep
from exporters.excel_rows import (
    ROW_HEIGHT,
    add_spans,
    cell,
    height_for,
    letters,
    lines_needed,
    number_content,
    text_content,
    text_units,
)
from exporters.pictures import NO_PICTURE, fitted
from exporters.typesetting import packed_lines
from exporters.wording import sign_here

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporters.excel_keeping import Closing
    from exporters.excel_rows import Rows, Span
    from exporters.sheet import Chart, Fact, Facts, Line, Paragraph, Picture, Signatures

PHOTO_COLUMNS, _PHOTO_ROWS = 2, 5
_PHOTO_HEIGHT, _FACT_HEIGHT = 130, 26
_PARTS = 3
_CHART_WIDTH, _CHART_HEIGHT, _MARGIN = 520, 180, 8
_UNIT_PIXELS = 7
_SURELY = 0.92
"""As much of a page every program fills before it begins another."""
_PIXEL = 9525
"""A dot of the screen in the units of a drawing."""


class BlockRows:
    """Writes every block but tables over a page's columns."""

    def __init__(self, rows: Rows, widths: Sequence[float], paper: tuple[float, float]) -> None:
        self._rows, self._room = rows, Room.of(paper, widths)
        self._page_height = _SURELY * paper[1]
        self._edges = list(accumulate(widths, initial=0.0))
        self._count = len(widths)

    def _units(self, first: int, last: int) -> float:
        return self._edges[last + 1] - self._edges[first]

    def title(self, title: str) -> None:
        """Write the title across the page."""
        style = self._rows.style(bold=True, size=18, align="center", boxed=False)
        lines = lines_needed(title, self._units(0, self._count - 1) / 1.8)
        add_spans(self._rows, [(0, self._count - 1, title, style)], 10 + 26 * lines)

    def line(self, line: Line) -> None:
        """Write the line under the title: its three parts, or fewer where the columns are few."""
        ends = [(line.left, "left"), (line.right, "right")]
        before = "　".join(filter(None, (line.left, line.middle)))
        room = self._units(0, self._count - 1) - 1
        whole = "\n".join(packed_lines((before, line.right), room, text_units))
        ways = [[(before, "left"), ends[1]], [(whole, "left")]]
        if line.middle:
            ways.insert(0, [ends[0], (line.middle, "center"), ends[1]])
        else:
            ways.insert(0, [part for part in ends if part[0]] or ends)
        found = ((way, self._parted([text for text, _ in way])) for way in ways)
        parts, cuts = next((way, cuts) for way, cuts in found if cuts)
        spans = [
            (first, last, text, self._rows.style(align=align, boxed=False))
            for (first, last), (text, align) in zip(cuts, parts, strict=True)
        ]
        add_spans(self._rows, spans, self._height(spans, 20))

    def _parted(self, texts: list[str]) -> list[tuple[int, int]]:
        """Return the columns of up to three texts, each on one line; none where that cannot be.

        The one in the middle stands as near the middle of the page as the columns allow.
        """
        whole, needs = self._edges[-1], [text_units(text) + 2.0 for text in texts]
        targets = [whole * needs[0] / sum(needs)]
        if len(texts) == _PARTS:
            targets = [(whole - needs[1]) / 2, (whole + needs[1]) / 2]

        def misfit(cuts: tuple[int, ...]) -> float:
            return sum(
                abs(self._edges[cut] - target) for cut, target in zip(cuts, targets, strict=False)
            )

        for inner in sorted(combinations(range(1, self._count), len(texts) - 1), key=misfit):
            spans = list(pairwise((0, *inner, self._count)))
            rooms = (self._edges[end] - self._edges[start] for start, end in spans)
            if len(texts) == 1 or all(
                room >= need for room, need in zip(rooms, needs, strict=True)
            ):
                return [(start, end - 1) for start, end in spans]
        return []

    def _shares(self, count: int) -> list[tuple[int, int]]:
        """Return columns for so many parts side by side, as nearly equal as they allow."""
        cuts, start = [], 0
        for left in range(count - 1, -1, -1):
            until = (count - left) * self._edges[-1] / count
            ends = range(start, self._count - left) if left else [self._count - 1]
            end = min(ends, key=lambda place: abs(self._edges[place + 1] - until))
            cuts.append((start, end))
            start = end + 1
        return cuts

    def _height(self, spans: Sequence[Span], least: float) -> float:
        lines = (lines_needed(text, self._units(first, last)) for first, last, text, _ in spans)
        return max(least, height_for(max(lines, default=1)))

    def paragraph(self, paragraph: Paragraph) -> None:
        """Write each paragraph across the page, body text set in by two characters."""
        is_heading = paragraph.style.startswith("heading")
        size = 10 if paragraph.style == "note" else 12
        align = {"centre": "center", "right": "right"}.get(paragraph.style, "left")
        style = self._rows.style(bold=is_heading, size=size, align=align, boxed=False)
        before = "　　" if paragraph.style in {"body", "heading1", "heading2"} else ""
        for text in paragraph.text.replace("\t", "　　　").split("\n"):
            words = before + text if text else ""
            lines = lines_needed(words, self._units(0, self._count - 1) / size * 10)
            add_spans(self._rows, [(0, self._count - 1, words, style)], height_for(lines, size=12))

    def facts(self, facts: Facts) -> None:
        """Write a form; its photograph takes the right columns of the first rows."""
        waiting, top = list(facts.pairs), self._rows.last + 1
        beside = self._rows_beside_photo(facts)
        for row in _rows_of(waiting, facts.columns):
            if self._rows.last + 1 < top + beside:
                self._fact_row(row, facts.columns, photo_rows=beside)
            else:
                self._fact_row(row, facts.columns)
        if facts.picture and beside:
            first = self._count - PHOTO_COLUMNS
            self._rows.merge(first, self._count - 1, row=top, end_row=top + beside - 1)
            self._lay(facts.picture, first, top, height=_PHOTO_HEIGHT * 4 // 3 - 8)

    def _rows_beside_photo(self, facts: Facts) -> int:
        """Return how many rows leave the right columns to the photograph."""
        if facts.picture is None or self._count <= 2 * PHOTO_COLUMNS:
            return 0
        narrow = list(takewhile(lambda fact: not fact.wide, facts.pairs))
        return min(_PHOTO_ROWS, -(-len(narrow) // max(1, facts.columns)))

    def _fact_row(self, row: list[Fact], columns: int, *, photo_rows: int = 0) -> None:
        """Write a row of boxes, beside a photograph that so many rows share."""
        style = self._rows.style(align="center")
        width = self._count - PHOTO_COLUMNS if photo_rows else self._count
        spans, step = [], max(2, width // columns)
        for place, fact in enumerate(row):
            start = place * step
            end = width - 1 if place == len(row) - 1 else start + step - 1
            label = start + max(1, round(step / 3)) - 1
            align = "left" if fact.wide or "\n" in fact.value else "center"
            spans.append((start, label, fact.label, style))
            spans.append((label + 1, end, fact.value, self._rows.style(align=align, form="@")))
        least = _PHOTO_HEIGHT / photo_rows if photo_rows else _FACT_HEIGHT
        height = self._height(spans, least)
        if photo_rows:
            spans += [(n, n, "", style) for n in range(width, self._count)]
        add_spans(self._rows, spans, height)

    def _lay(self, picture: Picture, column: int, row: int, *, height: int) -> None:
        found = fitted(picture.data, picture.width_mm)
        if found is None:
            return
        image = Image(BytesIO(found.data))
        image.width, image.height = height * found.width // found.height, height
        size = XDRPositiveSize2D(_PIXEL * image.width, _PIXEL * image.height)
        marker = AnchorMarker(col=column, row=row - 1, colOff=38_100, rowOff=38_100)
        image.anchor = OneCellAnchor(_from=marker, ext=size)
        self._rows.page.add_image(image)

    def pictures(self, pictures: Sequence[Picture]) -> None:
        """Write each picture over a high row, its caption below."""
        for picture in pictures:
            self._picture(picture)

    def _picture(self, picture: Picture) -> None:
        found = fitted(picture.data, picture.width_mm)
        style = self._rows.style(align="center", boxed=False)
        if found is None:
            add_spans(self._rows, [(0, self._count - 1, NO_PICTURE, style)])
        else:
            pixels = min(520, round(picture.width_mm / 25.4 * 96 * found.height / found.width))
            row = add_spans(self._rows, [(0, self._count - 1, "", style)], pixels * 0.75 + 8)
            wide = pixels * found.width / found.height
            spare = max(0.0, (self._edges[-1] - wide / _UNIT_PIXELS) / 2)
            column = next(n for n, edge in enumerate(self._edges) if edge >= spare)
            self._lay(picture, column, row, height=pixels)
        if picture.caption:
            add_spans(self._rows, [(0, self._count - 1, picture.caption, style)])

    def chart(self, chart: Chart) -> None:
        """Write a chart's numbers, and below them the spreadsheet's own chart if any is above 0."""
        self._keep_together(20 + ROW_HEIGHT * len(chart.items) + _CHART_HEIGHT)
        self._chart_numbers(chart)
        if not any(number for _, number in chart.items):
            return
        end = self._rows.last
        column = letters(self._chart_label() + 1)
        page = quote_sheetname(self._rows.page.title)
        rows = end - len(chart.items) + 1, end
        made = own_chart(chart, *(f"{page}!${c}${rows[0]}:${c}${rows[1]}" for c in ("A", column)))
        style = self._rows.style(align="center", boxed=False)
        row = add_spans(self._rows, [(0, self._count - 1, "", style)], _CHART_HEIGHT)
        wide = min(_CHART_WIDTH, round(self._edges[-1] * _UNIT_PIXELS) - 2 * _MARGIN)
        size = XDRPositiveSize2D(_PIXEL * wide, _PIXEL * (_CHART_HEIGHT * 4 // 3 - 2 * _MARGIN))
        marker = AnchorMarker(col=0, row=row - 1, colOff=_PIXEL * _MARGIN, rowOff=_PIXEL * _MARGIN)
        made.anchor = OneCellAnchor(_from=marker, ext=size)
        self._rows.page.add_chart(made)

    def _keep_together(self, height: float) -> None:
        """Begin a new printed page where what comes next would be parted."""
        if sum(self._rows.heights) + height > self._page_height:
            self.page_break()

    def _chart_label(self) -> int:
        """Return the last column of a chart's labels."""
        last = self._count - 1
        return max(0, min(last // 2, last - 2))

    def _chart_numbers(self, chart: Chart) -> None:
        whole, last = sum(number for _, number in chart.items), self._count - 1
        bold = self._rows.style(bold=True, align="left", boxed=False)
        text, right = self._rows.style(align="left"), self._rows.style(align="right", form="0")
        if chart.title:
            add_spans(self._rows, [(0, last, chart.title, bold)], 20)
        label, empty = self._chart_label(), text_content(text, "")
        for words, number in chart.items:
            contents = {0: text_content(text, words), label + 1: number_content(right, str(number))}
            if chart.kind == "ring":
                contents[label + 2] = text_content(right, share(number, whole))
            row = self._rows.last + 1
            self._rows.add(cell(n, row, contents.get(n, empty)) for n in range(last + 1))
            self._rows.merge(0, label)
            self._rows.merge(max(contents), last)

    def signatures(self, signatures: Signatures) -> None:
        """Write places to sign side by side under an empty row."""
        self._rows.add([])
        style = self._rows.style(align="left", boxed=False, size=11)
        labels = [sign_here(label) for label in signatures.labels]
        for start in range(0, len(labels), self._count):
            part = labels[start : start + self._count]
            cuts = self._shares(len(part))
            spans = [
                (first, last, words, style) for (first, last), words in zip(cuts, part, strict=True)
            ]
            add_spans(self._rows, spans, self._height(spans, 28))

    def keep(self, closing: Closing) -> None:
        """Let the last rows begin a printed page with the closing ones, where those could part."""
        if kept := rows_to_keep(closing, self._rows.heights, self._room):
            self._break_before(kept + closing.count)

    def page_break(self) -> None:
        """Begin a new printed page."""
        self._break_before(0)

    def _break_before(self, count: int) -> None:
        """Begin a printed page with the last `count` rows."""
        self._rows.page.row_breaks.append(Break(id=self._rows.last - count))
        del self._rows.heights[: len(self._rows.heights) - count]


def _rows_of(facts: list[Fact], columns: int) -> Iterator[list[Fact]]:
    """Yield the facts of each row: one that is wide, or as many as there are columns."""
    row: list[Fact] = []
    for fact in facts:
        if row and (fact.wide or len(row) >= columns):
            yield row
            row = []
        row.append(fact)
        if fact.wide:
            yield row
            row = []
    if row:
        yield row
