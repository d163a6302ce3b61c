"""What a movement on file changed, and the step that takes it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.branch.records import Group, Post
from models.fields import Kind, fields_of, from_row
from models.members import records
from models.members.records import Member, Movement, Period

if TYPE_CHECKING:
    from models.journal import HistoryItem, RowChange
    from models.store import Store


@dataclass(frozen=True, slots=True)
class Trail:
    """A movement, the sentences of what it changed, and the step that entered it.

    `entry_id` is None where the step entered other people's changes too, so that taking it back
    would take those back as well.
    """

    movement: Movement
    sentences: tuple[str, ...]
    entry_id: int | None


def trail_of(store: Store, movement: Movement) -> Trail:
    """Return what is known of how a movement came on file."""
    standing = _standing_steps(store.history(movement))
    sentences: list[str] = []
    newest_alone = None
    for item in standing:
        changes = store.changes(item.entry.id)
        mine = [change for change in changes if _concerns(store, change, movement)]
        if len(mine) == len(changes):
            newest_alone = newest_alone or item.entry.id
        if len([change for change in changes if change.table == Movement.table]) == 1:
            sentences = [words for c in mine if (words := _sentence(store, c))] + sentences
    return Trail(movement, tuple(sentences), newest_alone)


def _standing_steps(items: list[HistoryItem]) -> list[HistoryItem]:
    """Return the steps that were not taken back, newest first."""
    undoes = {item.entry.id: item.entry.undoes for item in items}
    stands: dict[int, bool] = {}
    for item in reversed(items):
        target, is_back = item.entry.id, False
        while undoes.get(target) is not None:
            target, is_back = undoes[target] or 0, not is_back
        stands[target] = not is_back
    return [item for item in items if item.entry.undoes is None and stands[item.entry.id]]


def _concerns(store: Store, change: RowChange, movement: Movement) -> bool:
    if change.table == Movement.table:
        return change.row_id == movement.id
    if change.table == Member.table:
        return change.row_id == movement.member_id
    row = change.after if change.before is None else store.row(change.table, change.row_id)
    return bool(row) and (row or {}).get("member_id") == movement.member_id


def _sentence(store: Store, change: RowChange) -> str:
    """Return what one row's change means, "" for the movement itself."""
    row = store.row(change.table, change.row_id)
    if change.table == Movement.table or change.after is None:
        return ""
    if change.table == Member.table:
        return "；".join(_member_words(change))
    if change.before is None:
        row = change.after
    if row is None:
        return ""
    if change.table == Post.table:
        post: Any = from_row(Post, row)
        return f"免去{post.post}（{post.until}）" if post.until else f"任{post.post}"
    return _period_words(store, from_row(Period, row), is_new=change.before is None)


def _member_words(change: RowChange) -> list[str]:
    known = {field.name: field for field in fields_of(Member)}
    masked = {Kind.IDENTITY, Kind.PHONE}
    return [
        f"{known[name].label}：{(change.before or {}).get(name) or '空'} → {value or '空'}"
        for name, value in (change.after or {}).items()
        if name in known and known[name].kind not in masked
    ]


def _period_words(store: Store, period: Period, *, is_new: bool) -> str:
    what = period_name(store, period)
    if is_new and not period.until:
        return f"{what}：从 {period.since} 起" if period.since else what
    return f"{what}：到 {period.until} 为止" if period.until else f"{what}：从 {period.since} 起"


def period_name(store: Store, period: Period) -> str:
    """Return what a period says, with its group by name."""
    value = period.value
    if period.aspect == records.GROUP and period.group_id:
        value = next((each.name for each in store.where(Group, id=period.group_id)), "")
    if not value or period.aspect == records.ON_ROLL:
        return period.aspect
    return f"{period.aspect}“{value}”"
