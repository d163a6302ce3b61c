"""What a member is called where a name alone has to tell people apart."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.members.records import Member

_TAIL = 4


def distinct_names(members: Iterable[Member]) -> dict[int, str]:
    """Return member id to a name that no other has.

    Those of one name get their birth month, else the end of a number, else their post.
    """
    by_name: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        by_name[member.name].append(member)
    found: dict[int, str] = {}
    for name, same in by_name.items():
        marks = _marks(same) if len(same) > 1 else [""]
        for member, mark in zip(same, marks, strict=True):
            found[member.id or 0] = f"{name}（{mark}）" if mark else name
    return found


def name_of_file(members: Iterable[Member], member_id: int) -> str:
    """Return what a member is called in the name of a file, which others may read: by no number.

    One of several of that name gets their birth month, or the id on file where another shares it.
    """
    by_id = {member.id: member for member in members}
    member = by_id[member_id]
    births = [_birth(each) for each in by_id.values() if each.name == member.name]
    if len(births) == 1:
        return member.name
    birth = _birth(member)
    is_alone = birth and births.count(birth) == 1
    return f"{member.name}（{birth if is_alone else f'编号{member_id}'}）"


def _marks(same: list[Member]) -> list[str]:
    """Return what tells people of one name apart, by the first sort of mark that does."""
    sorts = (
        [_birth(member) for member in same],
        [_tail("身份证尾号", member.identity_number) for member in same],
        [_tail("手机尾号", member.phone) for member in same],
        [member.work_post for member in same],
    )
    return telling(sorts, "同名第{}人")


def telling(sorts: Sequence[list[str]], otherwise: str) -> list[str]:
    """Return the first sort of marks that tells all apart, else all sorts joined.

    Where that does not, those alike have their place, from 1, in `otherwise`.
    """
    for marks in sorts:
        if len(set(marks)) == len(marks):
            return marks
    joined = ["，".join(filter(None, parts)) for parts in zip(*sorts, strict=True)]
    return [
        otherwise.format(place) if joined.count(mark) > 1 else mark
        for place, mark in enumerate(joined, 1)
    ]


def _birth(member: Member) -> str:
    born = member.born_on
    if born is None:
        return ""
    return f"{born.year}年{born.month}月生" if born.month else f"{born.year}年生"


def _tail(what: str, number: str) -> str:
    return f"{what}{number[-_TAIL:]}" if number else ""
