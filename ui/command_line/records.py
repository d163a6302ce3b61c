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
    from models.importing import Preview


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
        preview = preview_of(read_workbook(workbook), roll_of(store), sheet=asked.sheet)
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


def _problem_sheet(preview: Preview) -> Sheet:
    from models.importing import problem_rows  # noqa: PLC0415

    fields, rows = problem_rows(preview)
    return Sheet(title="存疑和有误的行", blocks=(Table(columns=fields, rows=rows),))


def _check(asked: Namespace) -> int:
    import json  # noqa: PLC0415

    from models.rules.structure import findings  # noqa: PLC0415

    day = asked_for(asked).day
    with open_file(asked.file, read_only=True) as store:
        found = findings(store, day)
        is_empty = not store.all(Member)
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
