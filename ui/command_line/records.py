"""Commands on records: import and check."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from exporters.sheet import Sheet, Table
from models.errors import AppError
from models.members import Member
from ui.command_line.asking import asked_for, open_file, say
from ui.command_line.sheets import write

if TYPE_CHECKING:
    from models.importing import Preview, SheetRows
    from models.store import Store


def _import(asked: Namespace) -> int:
    from models.backup import back_up_if_changed  # noqa: PLC0415
    from models.importing import (  # noqa: PLC0415
        Kind,
        preview_of,
        read_workbook,
        roll_of,
        take,
    )

    workbook = Path(asked.workbook)
    with open_file(asked.file, read_only=asked.dry_run) as store:
        sheets = read_workbook(workbook)
        if asked.code == "meetings" or (not asked.code and _lists_meetings(sheets)):
            return _import_meetings(store, sheets, asked)
        preview = preview_of(sheets, roll_of(store), sheet=asked.sheet)
        counts = {kind: preview.counts.get(kind, 0) for kind in Kind}
        if asked.problems:
            write(Path(asked.problems), _problem_sheet(preview))
        taken = sum(number for kind, number in counts.items() if kind is not Kind.FAULTY)
        if not taken:
            raise AppError(
                f"“{workbook.name}”没有一行可以取入（有误{counts[Kind.FAULTY]}行），文件没有改动。"
            )
        if not asked.dry_run:
            back_up_if_changed(store, "导入前")
            take(store, preview, f"导入{workbook.name}")
    say("，".join(f"{kind} {number}" for kind, number in counts.items()))
    return 0


def _lists_meetings(sheets: list[SheetRows]) -> bool:
    from models.importing.meetings import find_meetings  # noqa: PLC0415

    return find_meetings(sheets) is not None


def _import_meetings(store: Store, sheets: list[SheetRows], asked: Namespace) -> int:
    from models.backup import back_up_if_changed  # noqa: PLC0415
    from models.importing import Kind  # noqa: PLC0415
    from models.importing.meetings import (  # noqa: PLC0415
        chosen,
        preview_meetings,
        problem_table,
        take_meetings,
    )

    name = Path(asked.workbook).name
    preview = preview_meetings(store, chosen(sheets, asked.sheet), year=asked.year)
    if asked.problems:
        fields, rows = problem_table(preview)
        sheet = Sheet(title="存疑和有误的行", blocks=(Table(columns=fields, rows=rows),))
        write(Path(asked.problems), sheet)
    if preview.counts[Kind.FAULTY] == len(preview.rows):
        raise AppError(
            f"“{name}”没有一行可以取入（有误{preview.counts[Kind.FAULTY]}行），文件没有改动。"
        )
    if not asked.dry_run:
        back_up_if_changed(store, "导入前")
        take_meetings(store, preview, f"导入{name}")
    say("，".join(f"{kind} {preview.counts[kind]}" for kind in Kind))
    return 0


def _problem_sheet(preview: Preview) -> Sheet:
    from models.importing import problem_rows  # noqa: PLC0415

    fields, rows = problem_rows(preview)
    return Sheet(title="存疑和有误的行", blocks=(Table(columns=fields, rows=rows),))


def _check(asked: Namespace) -> int:
    import json  # noqa: PLC0415

    from models.rules.meetings import meeting_findings  # noqa: PLC0415
    from models.rules.structure import findings  # noqa: PLC0415

    wanted = asked_for(asked)
    with open_file(asked.file, read_only=True) as store:
        found = findings(store, wanted.day)
        is_empty = not store.all(Member)
        if not is_empty:
            found += meeting_findings(store, wanted.year, wanted.made_on)
    if asked.json:
        body = [
            {
                "rule": f.rule.id,
                "severity": f.severity,
                "text": f.text,
                "clause": f.clause,
                "table": f.table,
                "id": f.record_id,
            }
            for f in found
        ]
        say(json.dumps(body, ensure_ascii=False, indent=1))
        return 0
    for finding in found:
        say(f"{finding.rule.id}\t{finding.text}\t（{finding.clause}）")
    if is_empty:
        say("还没有党员，无从核对；请先录入或导入名册。")
    elif not found:
        say("没有需要核对的事项。")
    return 0


WORK: dict[str, Callable[[Namespace], int]] = {"import": _import, "check": _check}
