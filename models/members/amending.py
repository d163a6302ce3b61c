"""A member as changed in single values: its sorting keys and its doubts follow."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models.branch.records import Group
from models.codes import labels, normalise
from models.errors import InvalidRecord
from models.members.checks import facts_in_number, member_doubts
from models.members.records import Member, doubts_text
from models.members.roster import CATEGORY, group_core
from models.members.standing import category_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from models.change import Change


def amended(member: Member, values: Mapping[str, Any]) -> Member:
    """Return a member with other values; one without id gets its keys as it is entered."""
    from models.values import name_keys  # noqa: PLC0415 - loads pypinyin

    made = replace(member, **values)
    if made.name != member.name and made.id is not None:
        made = replace(made, keys=name_keys(made.name))
    found = waiting(
        member.doubtful, member_doubts(member), member_doubts(made), values.__contains__
    )
    return replace(made, doubts=doubts_text(found))


def implied(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the birthday and sex of a new member that only the identity number gives."""
    facts = facts_in_number(values.get("identity_number") or "")
    return {name: value for name, value in facts.items() if not values.get(name)}


def waiting(
    known: Mapping[str, str],
    then: Mapping[str, str],
    now: Mapping[str, str],
    is_changed: Callable[[str], bool],
) -> dict[str, str]:
    """Return field name to reason for what awaits confirmation once a record was changed.

    `known` waited before; `then` and `now` are what speaks against the record before and after. What
    was confirmed is not asked again unless it changed. An import knows more than a record shows: such
    a doubt waits for its field.
    """
    found = {
        name: reason
        for name, reason in known.items()
        if then.get(name) != reason and not is_changed(name)
    }
    for name, reason in now.items():
        if name in known or then.get(name) != reason or is_changed(name):
            found.setdefault(name, reason)
    return found


def entered(change: Change, member: Member, extra: Mapping[str, Any]) -> Member:
    """Put a new person on the roll within a step; `extra` may hold 党小组 by name, and 编入.

    Raises:
        InvalidRecord: if there is no such group.
    """
    from models.members.movements import enter_in  # noqa: PLC0415 - only when someone is entered

    name = extra.get("group")
    group_id = group_named(name, change.where(Group)).id if name else None
    return enter_in(change, member, group_id=group_id, attached=bool(extra.get("attached")))


def group_named(name: str, groups: Iterable[Group]) -> Group:
    """Return the group that a name means in any of its spellings, as 2组 for 第二党小组.

    Raises:
        InvalidRecord: if there is no such group.
    """
    core = group_core(name)
    for group in groups:
        if group_core(group.name) == core:
            return group
    raise InvalidRecord({"group": f"党小组：没有“{name}”这个党小组，请先到组织建设中建立"})


def refuse_category(member: Member, text: str, day: date) -> None:
    """Look whether a new member would be of the 类别 that was given.

    Raises:
        InvalidRecord: if it is none of a member's, or the dates say otherwise.
    """
    given, derived = normalise(CATEGORY.choices, text), category_on(member, (), day)
    if given not in labels(CATEGORY.choices):
        raise InvalidRecord({"category": f"类别：“{text}”不是党员的类别，不能写进党员名册"})
    if given != derived:
        sentence = f"类别：按入党和转正日期是{derived}，不是“{text}”，请补上或改正日期"
        raise InvalidRecord({"category": sentence})
