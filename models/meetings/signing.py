"""A chat's sign-up chain and messages about leave: who comes, who is on leave, who is not known."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.meetings.attending import ABSENT, MADE_UP, ON_LEAVE, PRESENT
from models.meetings.pasting import clean_minutes
from models.values import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from models.meetings.records import Attendance

_NUMBERED = re.compile(r"\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[.、．)）:：]\s*(?!\d)")
_STAMP = re.compile(
    r"(?:\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?|\d{1,2}[-/月]\d{1,2}日?|今天|昨天|前天|星期[一二三四五六日天])?"
    r"\s*(?:[上下中]午|晚上|凌晨)?\s*\d{1,2}:\d{2}(?::\d{2})?"
)
_LEAVE = re.compile(
    r"请假|请个假|病假|事假|公假|年假|产假|探亲假|不能参加|无法参加|参加不了|不参加|来不了|去不了|到不了|不能到|无法到"
    r"|缺席|出差|值班|在外地|住院|看病|公出|开会冲突"
)
_ABSENT = re.compile(r"缺席|未到|旷会|无故")
_ONLY_ABSENT = re.compile(r"(?:无故)?(?:缺席|未到|旷会)|无故")
_STATE = re.compile(rf"({PRESENT}|{ON_LEAVE}|{ABSENT}|{MADE_UP})(?!\w)")
_BRACKETED = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_NO_REASON = re.compile(r"^[\s:：,，。.、\-—－!！@]+|[\s:：,，、\-—－@]+$")
_NAME_LIKE = re.compile(r"[\u3400-\u9fff·]{2,4}")
_NO_NAME = re.compile(
    r"接龙|收到|好的|参加|请假|通知|大家|同志|党员|支部|会议|地点|时间|签到|报名|格式|谢谢|辛苦|明白|以上|截止|到会|出席|缺席"
)
_EXAMPLE = re.compile(r"^\s*(例|示例|格式|#|＃)")
LONGEST_LINE = 60


@dataclass(frozen=True, slots=True)
class Signed:
    """What a chat says of who comes: ids present, ids on leave or absent with reason, the rest.

    `unplaced` are the lines about someone who is not among those asked, or whose name two share;
    the latter stand in `shared` too.
    """

    present: tuple[int, ...]
    away: Mapping[int, tuple[str, str]]
    unplaced: tuple[str, ...]
    shared: tuple[str, ...] = ()


def read_signing(text: str, people: Mapping[int, str]) -> Signed:
    """Return what a pasted chain or chat says of the people asked, given as id to name.

    Of one who first signs up and later asks for leave the later message holds.
    """
    reader = _Reader(people)
    for line in clean_minutes(text).split("\n"):
        reader.read(line)
    return reader.signed()


class _Names:
    """Finds the names of the people asked in a line; of two names the longer is meant."""

    def __init__(self, people: Mapping[int, str]) -> None:
        self.ids: dict[str, list[int]] = defaultdict(list)
        for number, name in people.items():
            self.ids["".join(name.split())].append(number)
        longest_first = sorted(filter(None, self.ids), key=len, reverse=True)
        self._any = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def found_in(self, words: str) -> list[str]:
        """Return the names in a line without blanks, each once."""
        return list(dict.fromkeys(self._any.findall(words))) if self._any else []

    def without(self, words: str) -> str:
        """Return a line with a blank for each name, so that no name makes a word with its next."""
        return self._any.sub(" ", words) if self._any else words


class _Reader:
    """Reads a chat line by line."""

    def __init__(self, people: Mapping[int, str]) -> None:
        self._names = _Names(people)
        self._said: dict[int, tuple[str, str]] = {}
        self._unplaced: dict[str, None] = {}
        self._shared: dict[str, None] = {}
        self._speaker: list[str] = []

    def read(self, line: str) -> None:
        """Take one line of the chat."""
        stamped = _STAMP.search(line)
        numbered = _NUMBERED.match(line)
        words = "".join(line.split())
        if not words or _EXAMPLE.match(line):
            self._speaker = [] if words else self._speaker
            return
        if stamped and not numbered:
            self._turn_to(line, stamped)
            return
        core = "".join(_NUMBERED.sub("", line, count=1).split()) if numbered else words
        names = self._names.found_in(core)
        if names and (numbered or len(core) <= LONGEST_LINE):
            self._note(names, core)
        elif numbered:
            self._leave_over(core)
        elif self._speaker:
            self._say(self._speaker, words)
        elif _is_of_someone(core):
            self._leave_over(core)

    def _turn_to(self, line: str, stamped: re.Match[str]) -> None:
        """Note who speaks from here on: a name with a time, as chats are copied."""
        head, rest = "".join(line[: stamped.start()].split()), line[stamped.end() :].strip()
        found_in = self._names.found_in
        self._speaker = found_in(head) or found_in("".join(rest.split()))
        stranger = head.strip(":：,，")
        if self._speaker and head and rest:
            self._say(self._speaker, "".join(rest.split()))
        elif not self._speaker and _NAME_LIKE.fullmatch(stranger):
            self._leave_over(stranger)

    def _note(self, names: list[str], words: str) -> None:
        """Take what a line with names in it says: of the one spoken for, else of all of them."""
        said = self._names.without(words)
        if not _LEAVE.search(said) and not _ABSENT.search(said):
            for name in names:
                self._put(name, PRESENT, "", words)
            self._speaker = []
            return
        spoken_for = [name for name in names if re.search(f"[代替帮为]{re.escape(name)}", words)]
        if spoken_for:
            for name in names:
                if name not in spoken_for:
                    self._put(name, PRESENT, "", words)
        status = ABSENT if _ABSENT.search(said) else ON_LEAVE
        for name in spoken_for or names:
            self._put(name, status, _reason(words, names), words)
        self._speaker = []

    def _say(self, names: list[str], words: str) -> None:
        """Take what a speaker says without a name in it; other talk says nothing."""
        if _LEAVE.search(words):
            for name in names:
                self._put(name, ON_LEAVE, _reason(words, names), words)
        elif re.search(r"参加|收到|准时|到会|能到|1$|√|✓|✔", words):
            for name in names:
                self._put(name, PRESENT, "", words)

    def _put(self, name: str, status: str, reason: str, words: str) -> None:
        ids = self._names.ids[name]
        if len(ids) > 1:
            self._leave_over(words)
            self._shared[shorten(words, LONGEST_LINE)] = None
            return
        self._said.pop(ids[0], None)
        self._said[ids[0]] = status, reason

    def _leave_over(self, words: str) -> None:
        self._unplaced[shorten(words, LONGEST_LINE)] = None

    def signed(self) -> Signed:
        """Return what was read."""
        return Signed(
            tuple(number for number, (status, _) in self._said.items() if status == PRESENT),
            {number: said for number, said in self._said.items() if said[0] != PRESENT},
            tuple(self._unplaced),
            tuple(self._shared),
        )


def _is_of_someone(words: str) -> bool:
    """Return whether a line without a known name looks like a name, or asks for leave."""
    if _NAME_LIKE.fullmatch(words):
        return not _NO_NAME.search(words)
    return bool(_LEAVE.search(words)) and len(words) <= LONGEST_LINE


def _reason(words: str, names: Sequence[str]) -> str:
    """Return why someone does not come: what stands in brackets, else what was said."""
    bracketed = [part for part in _BRACKETED.findall(words) if part not in names]
    reason = bracketed[0] if bracketed and bracketed[0] != "请假" else words
    for name in names:
        reason = reason.replace(name, "")
    reason = _NO_REASON.sub("", _NO_REASON.sub("", reason))
    return "" if reason in {"请假", "缺席", "", "()", "（）"} else shorten(reason, LONGEST_LINE)


def ticked(entries: Iterable[Attendance], signed: Signed) -> list[Attendance]:
    """Return attendance entries with what a chat said; 补课 already on record stays."""
    found = []
    for entry in entries:
        number = entry.member_id or 0
        if entry.status == MADE_UP:
            found.append(entry)
        elif number in signed.away:
            status, reason = signed.away[number]
            found.append(replace(entry, status=status, reason=reason or entry.reason))
        elif number in signed.present:
            found.append(replace(entry, status=PRESENT, reason=""))
        else:
            found.append(entry)
    return found


def said_of(words: str, otherwise: str, *, is_settled: bool = False) -> tuple[str, str]:
    """Return the state and reason that a few words behind one name mean: 缺席; 出差; 请假 看病.

    A state is a word by itself: 出席局党组会 is the reason of the state it is `otherwise`. A
    settled state stays, but for 请假 with nothing behind it than that someone was absent.
    """
    named = _STATE.match(words)
    if named and (named[1] == otherwise or not is_settled):
        return named[1], _NO_REASON.sub("", words[named.end() :])
    if otherwise == ON_LEAVE and (_ONLY_ABSENT.fullmatch if is_settled else _ABSENT.search)(words):
        return ABSENT, "" if words == ABSENT else words
    return otherwise, words


def absent_people(text: str, people: Mapping[int, str]) -> Signed:
    """Return who was away as a cell of a ledger says: 尹强（出差）、余娟（病假），李磊.

    Everybody named is away; who is not among the people given is left unplaced.
    """
    known = _Names(people)
    away: dict[int, tuple[str, str]] = {}
    unplaced, shared = [], []
    for part in re.findall(r"[^、，,;；\n（(]+(?:[（(][^）)]*[）)]?)?", clean_minutes(text)):
        words = "".join(part.split())
        names = known.found_in(words)
        if not names:
            if words not in {"无", "全勤", "没有", "-", "—", "/"} and words.strip("。."):
                unplaced.append(shorten(words, LONGEST_LINE))
            continue
        reason = _reason(words, names)
        status = ABSENT if _ABSENT.search(words) or not reason else ON_LEAVE
        for name in names:
            ids = known.ids[name]
            if len(ids) == 1:
                away[ids[0]] = status, reason
            else:
                unplaced.append(shorten(words, LONGEST_LINE))
                shared.append(unplaced[-1])
    return Signed((), away, tuple(unplaced), tuple(shared))
