"""谈心谈话: who talked with whom, and between whom the year has no talk yet."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, ClassVar

from models.fields import Field, Kind
from models.life.occasions import occasion_findings
from models.life.records import Talk, TalkPerson
from models.life.taking_part import names_listed, save_talk
from models.life.talks import AREA, talk_coverage
from models.rules import rule
from ui.pages.life_page import PEOPLE, LifePage
from ui.pages.rule_strip import RuleStanding
from ui.pages.talk_gaps import TalkGaps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.change import Change
    from models.store import Store

_HOSTS = Field("谈话人", Kind.CHOICE, required=True, width=6, name="hosts")
_GUESTS = Field("谈话对象", Kind.CHOICE, required=True, width=8, name="guests")


class TalksPage(LifePage):
    """谈心谈话: who talked with whom, when and what about."""

    tables: ClassVar[frozenset[str]] = PEOPLE | {Talk.table, TalkPerson.table}
    record: ClassVar[type[Any]] = Talk
    unit: ClassVar[str] = "次"
    shown: ClassVar[tuple[str, ...]] = (
        "held_on", "hosts", "guests", "way", "occasion", "venue", "content", "result",
    )  # fmt: skip
    asked: ClassVar[tuple[str, ...]] = (
        "held_on", "starts_at", "hosts", "guests", "way", "occasion", "venue", "outline",
        "content", "result", "remark",
    )  # fmt: skip
    listed: ClassVar[tuple[Field, ...]] = (_HOSTS, _GUESTS)
    hint: ClassVar[str] = "姓名、内容、情形"
    empty: ClassVar[str] = (
        "这里是谈心谈话：支委之间、支委和党员之间、党员之间，谈一次记一条。先登记最近的一次。"
    )

    def people(self, store: Store) -> dict[int, dict[str, str]]:
        """Return who talked and who was talked to, by talk."""
        sides: dict[int, tuple[list[Any], list[Any]]] = defaultdict(lambda: ([], []))
        for person in store.all(TalkPerson):
            sides[person.talk_id][0 if person.is_host else 1].append(person)
        return {
            number: {
                _HOSTS.name: names_listed(hosts, self.names),
                _GUESTS.name: names_listed(guests, self.names),
            }
            for number, (hosts, guests) in sides.items()
        }

    def enter(self, change: Change, record: Any, extra: Mapping[str, Any]) -> Any:
        """Write a talk with both sides."""
        hosts, guests = (self.read_people(extra, field) for field in self.listed)
        return save_talk(change, record, hosts, guests)

    def name_of(self, record: Any) -> str:
        """Return who was talked to."""
        return self._listed.get(record.id, {}).get(_GUESTS.name, "")

    def standing(self) -> RuleStanding | None:
        """Return how many of the talks of R-05 are on record, and those of the five occasions."""
        self._coverage = found = talk_coverage(self.store, self.year, self.day)
        self._untold = occasion_findings(self.store, self.year, self.day)
        if not found.needed:
            return None
        open_ones = (
            (len(found.pairs), "支委之间", "对"),
            (len(found.alone), "支委和党员之间", "人"),
            (len(found.apart), "党员之间", "人"),
        )
        missing = "、".join(
            f"{between} {number} {unit}" for number, between, unit in open_ones if number
        )
        words = f"全年应有谈话 {found.needed} 项，已见记录 {found.held} 项"
        words += f"；未见记录：{missing}" if missing else ""
        number = len(self._untold)
        doubt = f"五必谈：有 {number} 件未见谈话记录，谈过的请补录，没谈的请安排。"
        return RuleStanding(
            f"{words}。{self._occasions()}",
            rule(AREA, "R-05"),
            doubt=doubt if number else "",
            way="看还差谁" if missing or number else "",
        )

    def _occasions(self) -> str:
        held = Counter(talk.occasion for talk in self.model.every_row if talk.occasion)
        told = "、".join(f"{occasion} {number} 次" for occasion, number in held.items())
        return f"五必谈：{told}。" if told else ""

    def lead_on(self) -> None:
        """Show between whom there is no talk yet; a name begins one."""
        if not self.beside.is_busy():
            self.beside.close_up()
            self._show_gaps().begin()

    def _show_gaps(self) -> TalkGaps:
        gaps = TalkGaps(self._coverage, self._untold, rule(AREA, "R-05"), self.names)
        gaps.close_asked.connect(self.close_side)
        gaps.chosen.connect(self._begin_between)
        self.side.show_profile(gaps)
        self.show_count()
        self.fit()
        return gaps

    def close_side(self) -> None:
        """Close what stands beside the table, be it empty."""
        super().close_side()
        self.show_count()

    def reload(self) -> None:
        """Show the talks as they are now, and between whom there is none."""
        super().reload()
        if self.side.findChild(TalkGaps):
            self._show_gaps()

    def _begin_between(self, host: str, guest: str) -> None:
        self.add()
        if self.side.form is not None:
            self.side.form.put(_HOSTS.name, host)
            self.side.form.put(_GUESTS.name, guest)
