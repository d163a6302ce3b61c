"""Commands on records: import and check."""

from __future__ import annotations

import sys
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
    from models.importing import Preview, SheetRows, Subject, Taken
    from models.store import Store


def _import(asked: Namespace) -> int:
    from models.backup import back_up_if_changed  # noqa: PLC0415
    from models.importing import preview_of, read_workbook, take  # noqa: PLC0415

    workbook = Path(asked.workbook)
    with open_file(asked.file, read_only=asked.dry_run) as store:
        sheets = read_workbook(workbook)
        preview = preview_of(sheets, _subject(store, sheets, asked), sheet=asked.sheet)
        if asked.problems:
            write(Path(asked.problems), _problem_sheet(preview))
        _refuse_all_faulty(preview, workbook.name)
        done = "（只看结果，没有写入）"
        if not asked.dry_run:
            back_up_if_changed(store, "导入前")
            done = _entered(preview, take(store, preview, f"导入{workbook.name}"))
    say(f"{preview.told_counts}{done}")
    for note in (*preview.notes, *preview.told):
        sys.stderr.write(f"{note}\n")
    if preview.others and not asked.sheet:
        names = "、".join(f"“{name}”" for name in preview.others)
        what = preview.subject.contents
        sys.stderr.write(f"工作表{names}里也列有{what}，没有取入；请用 --sheet 逐个导入。\n")
    return 0


def _entered(preview: Preview, taken: Taken) -> str:
    """Return how many records the file has more, where that is not one a new row."""
    new = sum(not row.alters for row in preview.to_take)
    return "" if taken.entered == new else f"；文件里多了 {taken.entered} {preview.subject.unit}"


def _subject(store: Store, sheets: list[SheetRows], asked: Namespace) -> Subject:
    """Return what a workbook is taken as: what was asked for, else what its heading says."""
    from models.importing.subjects import (  # noqa: PLC0415
        recognised,
        subject_named,
        subjects_of,
    )

    if asked.code:
        return subject_named(asked.code, store, asked.year)
    named = [each for each in sheets if each.name == asked.sheet]
    return recognised(named or sheets, subjects_of(store, asked.year))


def _refuse_all_faulty(preview: Preview, name: str) -> None:
    from models.importing import Kind  # noqa: PLC0415

    faulty = [row for row in preview.rows if row.kind is Kind.FAULTY]
    if len(faulty) == len(preview.rows):
        why = f"；{next(iter(faulty[0].problems.values()))}" if faulty else ""
        raise AppError(f"“{name}”没有一行可以取入（有误{len(faulty)}行{why}），文件没有改动。")


def _problem_sheet(preview: Preview) -> Sheet:
    from models.importing import problem_rows  # noqa: PLC0415

    fields, rows = problem_rows(preview)
    return Sheet(title="存疑和有误的行", blocks=(Table(columns=fields, rows=rows),))


def _check(asked: Namespace) -> int:
    import json  # noqa: PLC0415

    from models.rules.dues_checks import dues_findings  # noqa: PLC0415
    from models.rules.meetings import meeting_findings  # noqa: PLC0415
    from models.rules.structure import findings  # noqa: PLC0415

    wanted = asked_for(asked)
    with open_file(asked.file, read_only=True) as store:
        found = findings(store, wanted.day)
        is_empty = not store.all(Member)
        if not is_empty:
            found += meeting_findings(store, wanted.year, wanted.made_on)
            found += dues_findings(store, wanted.year, wanted.made_on)
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
