"""Commands that make sheets: ledgers, papers, export, paper."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exporters.ledgers import CATALOGUE as LEDGERS
from exporters.ledgers import Asked, remembered
from exporters.papers import CATALOGUE as PAPERS
from exporters.sheet import Sheet, Table
from models.date_styles import AS_KEPT
from models.errors import AppError
from models.store import Store
from ui.command_line.asking import asked_for, open_file, say

if TYPE_CHECKING:
    from exporters.papers.paper import Paper

_FORMATS = (".xlsx", ".pdf", ".docx", ".csv")


def _quiet(_done: int, _total: int) -> None:
    """Take no notice of progress."""


def _ledgers(_asked: Namespace) -> int:
    for code, ledger in LEDGERS.items():
        say(f"{code}\t{ledger.name}")
    return 0


def _papers(_asked: Namespace) -> int:
    for code, paper in PAPERS.items():
        own = "，或回执编号如2026-012" if paper.numbered else ""
        of = f"（编号：{paper.record_type.title}{own}）" if paper.record_type else "（全支部）"
        say(f"{code}\t{paper.name}{of}")
    return 0


def _export(asked: Namespace) -> int:
    unknown = [code for code in asked.codes if code not in LEDGERS]
    if unknown:
        raise AppError(f"没有代码为“{unknown[0]}”的台账；用 ledgers 命令查看全部代码。")
    to = Path(asked.to)
    wanted = asked_for(asked)
    with open_file(asked.file, read_only=True) as store:
        look = _as_data if asked.json else remembered
        sheets = [LEDGERS[code].make(store, look(store, code, wanted)) for code in asked.codes]
    if asked.json:
        _write_json(to, sheets)
    elif to.suffix.lower() in _FORMATS and len(sheets) == 1:
        write(to, sheets[0])
    else:
        _write_folder(to, sheets)
    say(f"已导出 {len(sheets)} 个台账到“{to}”。")
    return 0


def _as_data(store: Store, code: str, asked: Asked) -> Asked:
    """Return what is asked for other programs: the usual columns, dates as far as they are known."""
    names = (field.name for field in LEDGERS[code].offered(store))
    return replace(asked, date_styles=dict.fromkeys(names, AS_KEPT))


def _write_folder(folder: Path, sheets: list[Sheet]) -> None:
    from exporters.files import safe_name  # noqa: PLC0415

    if folder.suffix and not folder.is_dir():
        raise AppError(
            f"不能导出为“{folder.name}”：多个台账请给文件夹，单个台账支持 .xlsx .pdf .docx .csv。"
        )
    folder.mkdir(parents=True, exist_ok=True)
    for sheet in sheets:
        write(folder / f"{safe_name(sheet.stem or sheet.title)}.xlsx", sheet)


def _write_json(to: Path, sheets: list[Sheet]) -> None:
    import json  # noqa: PLC0415

    from exporters.files import write_file  # noqa: PLC0415

    text = json.dumps(
        {sheet.code: _records(sheet) for sheet in sheets}, ensure_ascii=False, indent=1
    )

    def fill(draft: Path) -> None:
        draft.write_text(text + "\n", "utf-8")

    write_file(to, fill)


def _records(sheet: Sheet) -> list[dict[str, Any]]:
    table = next(block for block in sheet.blocks if isinstance(block, Table))
    return [
        {"id": record_id}
        | {field.label: _plain(value) for field, value in zip(table.columns, row, strict=True)}
        for record_id, row in zip(table.ids, table.rows, strict=True)
    ]


def _plain(value: object) -> object:
    return value if isinstance(value, (str, int, bool, type(None))) else str(value)


def _paper(asked: Namespace) -> int:
    paper = PAPERS.get(asked.code)
    if paper is None:
        raise AppError(f"没有代码为“{asked.code}”的表格；用 papers 命令查看全部代码。")
    if paper.record_type and not asked.id:
        where = "写回执编号，如2026-012" if paper.numbered else "编号见 export --json"
        raise AppError(f"请写明{paper.record_type.title}的编号；{where}。")
    with open_file(asked.file, read_only=True) as store:
        sheet = paper.make(store, _record_id(store, paper, asked.id), asked_for(asked))
    write(Path(asked.to), sheet)
    say(f"已制作“{asked.to}”。")
    return 0


def _record_id(store: Store, paper: Paper, text: str | None) -> int:
    """Return the id that is meant, or that of the record which bears the number."""
    if not text or text.isdecimal():
        return int(text or 0)
    if paper.numbered:
        return paper.numbered(store, text)
    raise AppError(f"“{text}”不是{paper.name}的编号，没有制作；编号见 export --json。")


def write(path: Path, sheet: Sheet) -> None:
    """Write a sheet in the format of the name's ending."""
    from exporters.files import write_sheet  # noqa: PLC0415 - brings in the format

    write_sheet(path, sheet, _quiet)
    if path.suffix.lower() == ".pdf":
        from exporters.fonts import missing_sentence  # noqa: PLC0415 - brings the fonts

        if sentence := missing_sentence(sheet):
            sys.stderr.write(f"“{path.name}”：{sentence}\n")


def write_everything(store: Store, asked: Asked, folder: Path) -> int:
    """Write every ledger in every format and every paper; return how many sheets there are."""
    from exporters.files import formats_of, safe_name  # noqa: PLC0415

    sheets = [ledger.make(store, asked) for ledger in LEDGERS.values()]
    for paper in PAPERS.values():
        records = paper.records(store, asked)[:1] if paper.record_type else [None]
        sheets += [paper.make(store, record.id if record else 0, asked) for record in records]
    for sheet in sheets:
        for suffix in formats_of(sheet):
            write(folder / f"{safe_name(sheet.stem or sheet.title)}{suffix}", sheet)
    return len(sheets)


WORK: dict[str, Callable[[Namespace], int]] = {
    "ledgers": _ledgers,
    "papers": _papers,
    "export": _export,
    "paper": _paper,
}
