"""xlsx against XlsxWriter with the same look, pdf against typst with the same table."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import xlsxwriter

from exporters.excel import write_workbook
from exporters.pdf import write_pdf
from exporters.sheet import Line, Sheet, Table
from models.fields import Field, Kind
from tests.bench.measure import ROOT, Row, in_turn, seconds

_WORDS = "党员大会支部委员会学习贯彻落实情况主题活动志愿服务组织生活"


def _table(rows: int, columns: int) -> Table:
    draw = random.Random(rows)
    kinds = (Kind.INTEGER, Kind.TEXT, Kind.DATE, Kind.MONEY, Kind.TEXT)
    fields = tuple(Field(f"栏目{n}", kinds[n % 5], width=6, name=f"c{n}") for n in range(columns))

    def cell(kind: Kind) -> object:
        if kind is Kind.DATE:
            return date(2026, draw.randint(1, 12), draw.randint(1, 28))
        if kind in {Kind.INTEGER, Kind.MONEY}:
            return draw.randint(1, 99999)
        return "".join(draw.choices(_WORDS, k=5))

    return Table(fields, tuple(tuple(cell(f.kind) for f in fields) for _ in range(rows)))


def _sheet(rows: int, columns: int) -> Sheet:
    line = Line("党支部：第三党支部", "2026 年度", "制表日期：2026年11月5日")
    return Sheet("台账", (line, _table(rows, columns)))


def _quiet(_done: int, _total: int) -> None:
    """Take no notice."""


def _xlsxwriter(path: Path, sheet: Sheet) -> None:
    table = next(block for block in sheet.blocks if isinstance(block, Table))
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet("台账")
        look = {"border": 1, "font_name": "宋体", "font_size": 10, "valign": "vcenter"}
        head = book.add_format({**look, "bold": True, "align": "center", "text_wrap": True})
        kinds = {
            Kind.DATE: book.add_format({**look, "num_format": "yyyy-mm-dd", "align": "center"}),
            Kind.MONEY: book.add_format({**look, "num_format": "#,##0.00"}),
            Kind.INTEGER: book.add_format({**look, "align": "center"}),
            Kind.TEXT: book.add_format({**look, "text_wrap": True}),
        }
        formats = [kinds[field.kind] for field in table.columns]
        page.freeze_panes(3, 0)
        for place, field in enumerate(table.columns):
            page.set_column(place, place, field.width * 2)
            page.write_string(2, place, field.label, head)
        for number, row in enumerate(table.rows, 3):
            page.set_row(number, 18)
            for place, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(number, place, value, formats[place])
                elif isinstance(value, str):
                    page.write_string(number, place, value, formats[place])
                else:
                    page.write_number(number, place, value, formats[place])


def _typst(path: Path, sheet: Sheet, source: Path) -> float:
    """Return typst's seconds in a process of its own; in this one it would remember the last run."""
    table = next(block for block in sheet.blocks if isinstance(block, Table))
    lines = [
        '#set page(paper: "a4", flipped: true, margin: 14mm)',
        '#set text(font: "Noto Serif SC", size: 9pt)',
        f"#table(columns: {len(table.columns)}, stroke: 0.5pt,",
        "table.header(" + ", ".join(f"[{field.label}]" for field in table.columns) + "),",
    ]
    lines += [
        ", ".join(f"[{field.display(v)}]" for field, v in zip(table.columns, row, strict=True))
        + ","
        for row in table.rows
    ]
    source.write_text("\n".join([*lines, ")"]), "utf-8")
    fonts = str(ROOT / "resources" / "fonts")
    compiled = subprocess.run(
        [sys.executable, "-c", _TYPST, str(source), str(path), fonts],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return float(compiled.stdout)


_TYPST = """
import sys, time, typst
begun = time.perf_counter()
typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]])
print(time.perf_counter() - begun)
"""


def rows(folder: Path) -> Iterator[Row]:
    """Yield the rows of sheets."""
    wide = _sheet(20_000, 20)
    ours, peer = in_turn(
        lambda: seconds(lambda: write_workbook(folder / "a.xlsx", wide, _quiet)),
        lambda: seconds(lambda: _xlsxwriter(folder / "b.xlsx", wide)),
        runs=3,
    )
    yield Row("台账 20 000×20 写 xlsx", "XlsxWriter，同样外观", ours, peer, 2.0)
    for number, aim in ((2_000, 0.4), (20_000, 0.3)):
        sheet = _sheet(number, 10)
        ours, peer = in_turn(
            lambda sheet=sheet: seconds(lambda: write_pdf(folder / "a.pdf", sheet, _quiet)),
            lambda sheet=sheet: _typst(folder / "b.pdf", sheet, folder / "b.typ"),
            runs=3,
        )
        yield Row(
            f"台账 {number:,}×10 写 pdf".replace(",", " "), "typst，同一张表", ours, peer, aim
        )
