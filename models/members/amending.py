"""A member as changed in single values: its sorting keys and its doubts follow."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models.branch.records import Group
from models.errors import InvalidRecord
from models.members.checks import member_doubts
from models.members.records import Member, doubts_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.change import Change


def amended(member: Member, values: Mapping[str, Any]) -> Member:
    """Return a member with other values; one without id gets its keys as it is entered."""
    from models.values import name_keys  # noqa: PLC0415 - loads pypinyin

    made = replace(member, **values)
    if made.name != member.name and made.id is not None:
        made = replace(made, keys=name_keys(made.name))
    return replace(made, doubts=doubts_text(_doubts(member, made, values)))


def _doubts(before: Member, after: Member, changed: Mapping[str, Any]) -> dict[str, str]:
    """Return what awaits confirmation; what was confirmed is not asked again unless it changed."""
    known, then = before.doubtful, member_doubts(before)
    found = {
        name: reason
        for name, reason in known.items()
        if then.get(name) != reason and name not in changed
    }
    for name, reason in member_doubts(after).items():
        if name in known or then.get(name) != reason or name in changed:
            found.setdefault(name, reason)
    return found


def entered(change: Change, member: Member, extra: Mapping[str, Any]) -> Member:
    """Put a new person on the roll within a step; `extra` may hold 党小组 by name, and 编入.

    Raises:
        InvalidRecord: if there is no such group.
    """
    from models.members.movements import enter_in  # noqa: PLC0415 - only when someone is entered

    group_id = None
    if name := extra.get("group"):
        known = {group.name: group.id for group in change.where(Group)}
        if name not in known:
            raise InvalidRecord({"group": f"党小组：没有“{name}”这个党小组，请先到组织建设中建立"})
        group_id = known[name]
    return enter_in(change, member, group_id=group_id, attached=bool(extra.get("attached")))
