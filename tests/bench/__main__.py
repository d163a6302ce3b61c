"""Measure every row and write docs/speed.md: ``python -m tests.bench [PART ...]``."""

from __future__ import annotations

import platform
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from tests.bench import dues, meetings, sheets, store, table, window
from tests.bench.measure import ROOT, Row

_PARTS = {
    "window": window.rows,
    "sheets": sheets.rows,
    "meetings": meetings.rows,
    "dues": dues.rows,
    "store": store.rows,
    "table": table.rows,
}


def main(chosen: list[str]) -> int:
    """Measure, print, and write the file when everything was measured."""
    display = window.displayed()
    found: list[Row] = []
    notes: list[str] = []
    try:
        with tempfile.TemporaryDirectory() as name:
            for part in chosen or _PARTS:
                for row in _PARTS[part](Path(name)):
                    print(_line(row), flush=True)
                    found.append(row)
            if not chosen:
                notes = list(store.journal_rows(Path(name)))
    finally:
        if display:
            display.terminate()
            display.wait()
    if not chosen:
        _write(found, notes)
    return 0 if all(row.meets for row in found) else 1


def _line(row: Row) -> str:
    digits = 0 if row.unit == "MiB" else 4 if row.ours < 0.1 else 2
    return (
        f"| {row.work} | {row.ours:.{digits}f} {row.unit} | {row.against} |"
        f" {row.peer:.{digits}f} {row.unit} | {row.ratio:.3f} | {_verdict(row)} |"
    )


def _verdict(row: Row) -> str:
    if row.aim is None:
        return "— | 只作说明"
    outcome = "达到" if row.meets else f"**超出 {row.ratio / row.aim:.2f} 倍**"
    return f"≤ {row.aim} | {outcome}"


def _when() -> str:
    day = datetime.now().astimezone()
    where = f"{platform.machine()}，Python {platform.python_version()}"
    return f"{day:%Y-%m-%d}，{where}，各项与对照轮流测量取中位数。"


def _write(found: list[Row], notes: list[str]) -> None:
    path = ROOT / "docs" / "speed.md"
    text = path.read_text("utf-8") if path.exists() else "# 速度\n"
    mark = "<!-- 以下由 ./test --bench 写出 -->"
    head = text.split(mark)[0].rstrip()
    lines = [
        head,
        "",
        mark,
        "",
        _when(),
        "",
        "| 工作 | 本程序 | 对照 | 对照所用 | 比值 | 目标 | 结果 |",
        "|---|---|---|---|---|---|---|",
        *map(_line, found),
        "",
        *notes,
    ]
    path.write_text("\n".join(lines).rstrip() + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
