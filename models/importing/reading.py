"""Reading a workbook's cells, here or in a process of its own; it needs nothing of ours but itself.

The reader allots memory by what a workbook claims, so a damaged .xls can end the process it is
read in (18 GB asked for by one flipped byte); no file of the user's may be open in that process.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeAlias

Found: TypeAlias = tuple[str, list[list[Any]], int, int, bool]
"""A sheet: its name, rows, first row from 1, first column from 0, whether it is hidden."""


class Locked(Exception):
    """The workbook asks for a password."""


class Damaged(Exception):
    """The workbook cannot be read."""


def read_here(data: bytes, progress: Callable[[int, int], None] | None = None) -> list[Found]:
    """Return the sheets of a workbook that was found harmless."""
    from python_calamine import (  # noqa: PLC0415 - loaded when first used
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    sheets: list[Found] = []
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            for done, meta in enumerate(book.sheets_metadata, 1):
                if meta.typ is SheetTypeEnum.WorkSheet:
                    sheet = book.get_sheet_by_name(meta.name)
                    row, column = sheet.start or (0, 0)
                    hidden = meta.visible is not SheetVisibleEnum.Visible
                    sheets.append((meta.name, sheet.to_python(), row + 1, column, hidden))
                if progress:
                    progress(done, len(book.sheets_metadata))
    except PasswordError:
        raise Locked from None
    except CalamineError:
        raise Damaged from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # the reader's own, no Exception
            raise Damaged from None
        raise
    return sheets


def read_apart(data: bytes) -> list[Found]:
    """Return the sheets of a workbook, read in a process that may end by it."""
    from models.apart import NoAnswer, answer_of  # noqa: PLC0415 - not in the process itself

    try:
        answer = answer_of(__file__, data)
    except NoAnswer:
        raise Damaged from None
    found: list[Found] | None = pickle.loads(answer)  # noqa: S301 - from our own process
    if found is None:
        raise Locked
    return found


def _main() -> None:
    try:
        found: list[Found] | None = read_here(sys.stdin.buffer.read())
    except Locked:
        found = None
    except Damaged:
        sys.exit(1)
    pickle.dump(found, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    _main()
