"""工作手册: the ledgers and minutes of a year bound together, with contents and numbered through."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporters.ledgers import CATALOGUE as LEDGERS
from exporters.papers.campaigns import CAMPAIGNS
from exporters.papers.minutes import MINUTES
from exporters.papers.paper import Paper
from exporters.papers.subjects import Subject, subjects
from exporters.sheet import Paragraph, Sheet
from models.branch.records import BranchYear
from models.members.standing import members_on

if TYPE_CHECKING:
    from exporters.ledgers.ledger import Asked
    from models.store import Store

_PEOPLE = ("committee", "groups", "members", "changes")
_DUES = ("dues", "dues-remit", "dues-use")
_MEETINGS = ("meetings", "theme-days", "attendance")
_LIFE = (
    "life-meetings", "appraisals", "talks", "thought", "dual-life", "study", "volunteer",
    "elections",
)  # fmt: skip
_SECRETARY = "书记"


def _handbook(store: Store, _record: int, asked: Asked) -> Sheet:
    held = [one for one in reversed(subjects(store, MINUTES, asked)) if _is_over(one, asked)]
    bound: list[tuple[str, Sheet]] = [
        *_ledgers(store, asked, _PEOPLE),
        *_ledgers(store, asked, _DUES),
        *_ledgers(store, asked, _MEETINGS),
        *((_called(one), MINUTES.make(store, one.id, asked)) for one in held),
        *_ledgers(store, asked, _LIFE),
        (CAMPAIGNS.name, CAMPAIGNS.make(store, 0, asked)),
    ]
    names, parts = zip(*bound, strict=True)
    branch = store.branch
    return Sheet(
        title="党支部工作手册",
        code="handbook",
        paper="A4",
        stem=f"{branch.heading}{asked.year}年度工作手册",
        blocks=_cover(store, asked),
        parts=parts,
        contents=names,
    )


def _called(subject: Subject) -> str:
    """Return what a meeting's record is called in the contents, without its theme."""
    return f"记录：{subject.words.removesuffix(subject.record.name).rstrip()}"


def _is_over(subject: Subject, asked: Asked) -> bool:
    day = subject.record.held_on
    return day is not None and day <= asked.made_on


def _ledgers(store: Store, asked: Asked, codes: tuple[str, ...]) -> list[tuple[str, Sheet]]:
    """Return ledgers with their names, all on the paper a branch's printer takes."""
    bound = replace(asked, paper="A4 landscape")
    return [(LEDGERS[code].name, LEDGERS[code].make(store, bound)) for code in codes]


def _cover(store: Store, asked: Asked) -> tuple[Paragraph, ...]:
    """Return what stands on the first page: year, branch, secretary, theme of the year."""
    branch = store.branch
    secretaries = "、".join(
        one.member.name
        for one in members_on(store, asked.day)
        if any(post.post == _SECRETARY for post in one.posts)
    )
    theme = "".join(each.theme for each in store.where(BranchYear, year=asked.year))
    facts = (
        ("年　　度", f"{asked.year}年度"),
        ("党 支 部", branch.name),
        ("上级组织", branch.superior),
        ("支部书记", secretaries),
        ("年度主题", theme),
    )
    lines = [Paragraph(f"{name}：{text}", "label") for name, text in facts if text]
    told = (
        "本手册由当年已登记的记录合订而成：组织和党员、党费、会议和考勤、各次会议记录、组织生活的其他台账。"
        "没有登记的不在其中。"
    )
    return (Paragraph("", "centre"), *lines, Paragraph("", "centre"), Paragraph(told))


HANDBOOK = Paper(code="handbook", name="工作手册", record_type=None, make=_handbook, group="全年")
