"""变动 of the people chosen in the table, and the way back into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.branch.records import Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.members.standing import Standing
    from ui.record.page import RecordPage
    from ui.record.row_menu import Act


def acts_for(page: RecordPage, people: Sequence[Standing]) -> list[Act]:
    """Return what can be done with the people chosen; a movement is of one person alone."""
    if page.store.read_only or not people:
        return []
    one = len(people) == 1
    return [
        ("登记变动…", lambda: enter_movement(page, people[0]))
        if one
        else (f"登记变动…（一次登记一人，现选中 {len(people)} 人）", None),
        (
            "调整党小组…" if one else f"{len(people)} 人调整党小组…",
            lambda: put_into_group(page, people),
        ),
    ]


def enter_movement(page: RecordPage, person: Standing) -> None:
    """Ask for a movement of someone; go on in the table once it is entered."""
    from ui.pages.movement import MovementDialog  # noqa: PLC0415 - when first needed

    dialog = MovementDialog(page.store, person, page)
    dialog.groups_wanted.connect(lambda: _show_groups(page))
    if dialog.exec():
        page.table.setFocus()


def put_into_group(page: RecordPage, people: Sequence[Standing]) -> None:
    """Ask which group some people come into; go on in the table."""
    from ui.pages.grouping import GroupingDialog  # noqa: PLC0415 - when first needed

    dialog = GroupingDialog(page.store, people, page)
    dialog.groups_wanted.connect(lambda: _show_groups(page))
    if dialog.exec():
        page.table.setFocus()


def _show_groups(page: RecordPage) -> None:
    page.record_wanted.emit(Group.table, 0)
