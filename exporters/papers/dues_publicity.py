"""党费公示: what each pays a month and paid in the year, never what it is worked out from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.ledgers.dues import NAME, money
from exporters.ledgers.ledger import TOTAL, chinese_day, year_line
from exporters.ledgers.meetings import NUMBER
from exporters.papers.dues_receipts import GROUP
from exporters.papers.paper import Paper
from exporters.sheet import Paragraph, Sheet, Table
from models.dues.book import DuesBook
from models.meetings.people import told_apart

if TYPE_CHECKING:
    from exporters.ledgers.ledger import Asked
    from exporters.sheet import Row
    from models.dues.book import YearLine
    from models.store import Store


def _publicity(store: Store, _record: int, asked: Asked) -> Sheet:
    branch, names = store.branch, told_apart(store)
    book = DuesBook(store, asked.day)
    rows = tuple(
        (number, names[line.person.member.id or 0], *_amounts(line))
        for number, line in enumerate(book.year(asked.year), 1)
    )
    until = "" if asked.day != asked.made_on else f"（截至{chinese_day(asked.made_on)}）"
    ask = "、".join(filter(None, (branch.contact, branch.contact_phone)))
    return Sheet(
        title="党费收缴情况公示",
        code="dues-publicity",
        paper="A4",
        stem=f"{branch.heading}{asked.year}年度党费公示",
        blocks=(
            year_line(branch, asked, has_money=True),
            Table(_COLUMNS, rows, total=_total(rows)),
            Paragraph(
                f"以上是本支部{asked.year}年度{until}收缴党费的情况，现予公布。有疑问的，请向党支部"
                f"{f'（{ask}）' if ask else ''}提出。",
                "note",
            ),
        ),
    )


_COLUMNS = (NUMBER, NAME, money("月交", "amount"), money("实交", "paid"))


def _amounts(line: YearLine) -> tuple[int | None, int]:
    """Return what someone pays a month, by the newest 核定 of the year, and what came in the year."""
    return line.basis.amount if line.basis else None, line.total("paid")


def _total(rows: tuple[Row, ...]) -> Row | None:
    paid = sum(row[3] for row in rows if isinstance(row[3], int))
    return (TOTAL, "", None, paid) if rows else None


PUBLICITY = Paper(
    code="dues-publicity", name="党费公示", record_type=None, make=_publicity, group=GROUP
)
